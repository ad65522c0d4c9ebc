import type { Fault } from './fault.ts';

/** The reference connector, but it sends a comment whose accents are damaged. */
export const fault: Fault = {
  id: 'damages-accents',
  title: 'sends a comment whose accents are damaged',
  file: 'capacity-body.mjs',
  find: 'valueString: record.comment',
  replace: "valueString: Buffer.from(record.comment, 'utf8').toString('latin1')",
  scenarios: ['feed/replace-available-beds', 'feed/comment'],
  failing: ['feed/comment#values-as-stimulus'],
  warnings: [],
  skipped: ['feed/comment#final-state-as-asked'],
};
