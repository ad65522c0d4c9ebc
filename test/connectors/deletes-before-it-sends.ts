import type { Fault } from './fault.ts';

/** The reference connector, but it deletes a record before it sends it anew. */
export const fault: Fault = {
  id: 'deletes-before-it-sends',
  title: 'deletes a record before it sends it anew',
  file: 'feed.mjs',
  find: '  const answer = await patch(target, replace);',
  replace:
    "  const pathPart = JSON.parse(replace).parameter[0].part[1];\n  const type = { name: 'type', valueString: 'delete' };\n  await patch(\n    target,\n    JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'operation', part: [type, pathPart] }] }),\n  );\n  const answer = await patch(target, replace);",
  scenarios: ['feed/replace-available-beds', 'feed/add-absent-record'],
  failing: ['feed/replace-available-beds#replace-first', 'feed/add-absent-record#replace-first'],
  warnings: [],
  skipped: [
    'feed/add-absent-record#add-after-indicator-404',
    'feed/add-absent-record#add-only-after-indicator-404',
    'feed/add-absent-record#final-state-as-asked',
    'feed/add-absent-record#token-reused',
    'feed/replace-available-beds#add-only-after-indicator-404',
    'feed/replace-available-beds#final-state-as-asked',
  ],
  alsoTrips: [{ check: 'zero-is-sent', because: 'a record reported with 0 is deleted before it is sent, too' }],
};
