import { expect, it } from 'vitest';
import { callKindOf } from '../../mock-server/call-kind.ts';

it.each([
  ['auth', '/auth/realms/ror/protocol/openid-connect/token', 'token'],
  ['auth', '/auth/realms/ror/protocol/openid-connect/certs', 'other'],
  ['auth', '/ws-synchro-dispo-lits-fhir/Location', 'other'],
  ['api', '/ws-synchro-dispo-lits-fhir/Location', 'feed'],
  ['api', '/ws-synchro-dispo-lits-fhir', 'feed'],
  ['api', '/ws-synchro-dispo-lits-fhirx', 'other'],
  ['api', '/ws-diffusion-fhir/metadata', 'read'],
  ['api', '/auth/realms/ror/protocol/openid-connect/token', 'other'],
] as const)('on %s, %s is a call of the kind %s', (listener, path, kind) => {
  expect(callKindOf({ listener, path })).toBe(kind);
});
