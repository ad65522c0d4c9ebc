import { certs } from './en/certs.ts';
import { checks } from './en/checks.ts';
import { cli } from './en/cli.ts';
import { doctor } from './en/doctor.ts';
import { formats } from './en/formats.ts';
import { consultation } from './en/consultation.ts';
import { dossier } from './en/dossier.ts';
import { evidence } from './en/evidence.ts';
import { hl7v2 } from './en/hl7v2.ts';
import { init } from './en/init.ts';
import { kernel } from './en/kernel.ts';
import { lists } from './en/lists.ts';
import { mock } from './en/mock.ts';
import { observe } from './en/observe.ts';
import { operator } from './en/operator.ts';
import { participants } from './en/participants.ts';
import { report } from './en/report.ts';
import { scenarios } from './en/scenarios.ts';
import { validate } from './en/validate.ts';
import { why } from './en/why.ts';

/** Every text a user reads, in English, by id. */
export const en = {
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
} as const;
