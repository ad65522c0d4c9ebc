import type { en } from './en.ts';
import { certs } from './fr/certs.ts';
import { checks } from './fr/checks.ts';
import { cli } from './fr/cli.ts';
import { doctor } from './fr/doctor.ts';
import { formats } from './fr/formats.ts';
import { consultation } from './fr/consultation.ts';
import { dossier } from './fr/dossier.ts';
import { evidence } from './fr/evidence.ts';
import { hl7v2 } from './fr/hl7v2.ts';
import { init } from './fr/init.ts';
import { kernel } from './fr/kernel.ts';
import { lists } from './fr/lists.ts';
import { mock } from './fr/mock.ts';
import { observe } from './fr/observe.ts';
import { operator } from './fr/operator.ts';
import { participants } from './fr/participants.ts';
import { report } from './fr/report.ts';
import { scenarios } from './fr/scenarios.ts';
import { validate } from './fr/validate.ts';
import { why } from './fr/why.ts';

/** Every text a user reads, in French, by id: the compiler keeps the keys equal to the English ones. */
export const fr = {
  ...certs,
  ...checks,
  ...cli,
  ...doctor,
  ...consultation,
  ...dossier,
  ...evidence,
  ...formats,
  ...hl7v2,
  ...init,
  ...kernel,
  ...lists,
  ...mock,
  ...observe,
  ...operator,
  ...participants,
  ...report,
  ...scenarios,
  ...validate,
  ...why,
} as const satisfies Record<keyof typeof en, string>;
