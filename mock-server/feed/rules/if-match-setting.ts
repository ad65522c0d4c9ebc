import { defineSetting } from '../../setting.ts';

/** Whether `If-Match` is honoured (Q21): optimistic locking is published as not implemented. */
export const ifMatch = defineSetting({
  name: 'ifMatch',
  default: 'ignore',
  strict: 'check',
  values: ['ignore', 'check'],
  question: 'Q21',
  requirement: 'ROR-FEED-REQUEST',
  evidence: 'documented',
  text: 'mock.setting.if-match',
});
