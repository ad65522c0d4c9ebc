import type { Fault } from './fault.ts';

/** The reference connector, but it leaves the comment out. */
export const fault: Fault = {
  id: 'leaves-the-comment-out',
  title: 'leaves the comment out',
  file: 'capacity-body.mjs',
  find: 'if (record.comment !== null) extension',
  replace: 'if (false) extension',
  scenarios: ['feed/replace-available-beds', 'feed/comment'],
  failing: ['feed/comment#values-as-stimulus'],
  warnings: [],
  skipped: ['feed/comment#final-state-as-asked'],
};
