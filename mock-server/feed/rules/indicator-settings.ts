import { defineSetting } from '../../setting.ts';

/** What `delete` answers when no record matches (Q8). */
export const deleteMissing = defineSetting({
  name: 'deleteMissing',
  default: 'not-found',
  values: ['not-found', 'no-op'],
  question: 'Q8',
  requirement: 'ROR-FEED-DELETE',
  evidence: 'assumed',
  text: 'mock.setting.delete-missing',
});

/** What `add` does when the Location already has a record of the same indicator (Q9). */
export const addDuplicate = defineSetting({
  name: 'addDuplicate',
  default: 'refuse',
  values: ['refuse', 'append'],
  question: 'Q9',
  requirement: 'ROR-FEED-REPLACE-FIRST',
  evidence: 'assumed',
  text: 'mock.setting.add-duplicate',
});

/** Whether the expression of the 404 of an indicator is a bare text, as published, or an array, as R4 has it (Q22). */
export const indicatorExpression = defineSetting({
  name: 'indicatorExpression',
  default: 'string',
  values: ['string', 'array'],
  question: 'Q22',
  requirement: 'ROR-FEED-ADD-AFTER-404',
  evidence: 'documented',
  text: 'mock.setting.indicator-expression',
});
