import type { Fault } from './fault.ts';

/** The reference connector, but it has its client_id in its code. */
export const fault: Fault = {
  id: 'hard-codes-its-client-id',
  title: 'has its client_id in its code',
  file: 'token.mjs',
  find: 'client_id: credential.clientId, grant_type',
  replace: `client_id: 'rorkit-supplier', grant_type`,
  scenarios: ['go-live/by-configuration-only'],
  failing: ['go-live/by-configuration-only#identity-as-configured'],
  warnings: [],
  skipped: [
    'go-live/by-configuration-only#add-only-after-indicator-404',
    'go-live/by-configuration-only#body-follows-grammar',
    'go-live/by-configuration-only#codes-valid',
    'go-live/by-configuration-only#content-type-is-fhir-json',
    'go-live/by-configuration-only#each-record-sent',
    'go-live/by-configuration-only#final-state-as-asked',
    'go-live/by-configuration-only#identifier-form',
    'go-live/by-configuration-only#path-selects-the-record',
    'go-live/by-configuration-only#record-complete',
    'go-live/by-configuration-only#replace-first',
    'go-live/by-configuration-only#token-sent-as-bearer',
    'go-live/by-configuration-only#values-as-stimulus',
  ],
};
