import type { Fault } from './fault.ts';

/** The reference connector, but it does nothing when asked to send everything again. */
export const fault: Fault = {
  id: 'resends-nothing',
  title: 'does nothing when asked to send everything again',
  file: 'connector.mjs',
  find: 'return memory.everything(establishment.idNatStruct);',
  replace: 'return [];',
  scenarios: [
    'time/outage-then-catch-up',
    'time/critical-care-rhythm',
    'time/restart-in-mid-batch',
    'time/unchanged-keeps-its-date',
  ],
  failing: ['time/outage-then-catch-up#final-state-as-asked'],
  warnings: [
    'time/critical-care-rhythm#everything-resent',
    'time/restart-in-mid-batch#everything-resent',
    'time/unchanged-keeps-its-date#everything-resent',
  ],
  skipped: [],
};
