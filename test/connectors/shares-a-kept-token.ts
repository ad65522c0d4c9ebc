import type { Fault } from './fault.ts';

/** The reference connector, but it keeps its token on disk for whoever comes next. */
export const fault: Fault = {
  id: 'shares-a-kept-token',
  title: 'keeps its token on disk and shows it for another client_id',
  file: 'token.mjs',
  find: `  const held = kept.get(credential.id);
  if (held !== undefined && Date.now() < held.renewAtMs) return held.value;
  const token = await requestToken(world, credential);`,
  replace: `  const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const file = \`\${world.stateDir}/token.json\`;
  const isKept = accessToken.hasRead !== true && existsSync(file);
  const held = kept.get(credential.id) ?? (isKept ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
  accessToken.hasRead = true;
  if (held !== undefined && Date.now() < held.renewAtMs) return held.value;
  const token = await requestToken(world, credential);
  writeFileSync(file, JSON.stringify(token), { mode: 0o600 });`,
  scenarios: ['establishments/one-certificate-an-instance'],
  failing: ['establishments/one-certificate-an-instance#instance-as-handed'],
  warnings: [],
  skipped: ['establishments/one-certificate-an-instance#final-state-as-asked'],
  alsoTrips: [
    { check: 'read-as-consumer', because: 'it reads with the token that the supplier left on disk' },
    {
      check: 'final-state-as-asked',
      because: 'with the token of another supplier the unit is refused, and never arrives',
    },
  ],
};
