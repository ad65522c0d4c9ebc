import type { Fault } from './fault.ts';

/** The reference connector, but it goes on with the certificate that it had at first. */
export const fault: Fault = {
  id: 'keeps-its-first-certificate',
  title: 'goes on with the certificate that it had at first',
  file: 'token.mjs',
  find: `        cert: readFileSync(credential.cert),
        key: readFileSync(credential.key),`,
  replace:
    "        ...['cert', 'key'].reduce((kept, what) => {\n          const copy = `${world.stateDir}/${what}.pem`;\n          if (!process.getBuiltinModule('node:fs').existsSync(copy)) process.getBuiltinModule('node:fs').copyFileSync(credential[what], copy);\n          return { ...kept, [what]: readFileSync(copy) };\n        }, {}),",
  scenarios: ['trust/renewed-certificate'],
  failing: ['trust/renewed-certificate#each-record-sent'],
  warnings: [],
  skipped: [
    'trust/renewed-certificate#add-only-after-indicator-404',
    'trust/renewed-certificate#final-state-as-asked',
    'trust/renewed-certificate#replace-first',
  ],
  alsoTrips: [
    { check: 'instance-as-handed', because: 'where each instance has its own certificate, all show the first one' },
  ],
};
