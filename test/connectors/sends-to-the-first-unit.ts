import type { Fault } from './fault.ts';

/** The reference connector, but it sends everything to the first unit that it heard of. */
export const fault: Fault = {
  id: 'sends-to-the-first-unit',
  title: 'sends everything to the first unit that it heard of',
  file: 'connector.mjs',
  find: 'identifier: location.identifier',
  replace: 'identifier: memory.everything(establishment.idNatStruct)[0]?.unit.identifier ?? location.identifier',
  scenarios: ['feed/replace-available-beds', 'feed/several-units'],
  failing: ['feed/several-units#each-record-sent', 'feed/several-units#values-as-stimulus'],
  warnings: [],
  skipped: [
    'feed/several-units#add-only-after-indicator-404',
    'feed/several-units#final-state-as-asked',
    'feed/several-units#one-patch-per-record',
    'feed/several-units#replace-first',
    'feed/several-units#update-date-is-source-time',
  ],
};
