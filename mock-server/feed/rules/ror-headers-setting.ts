import { defineSetting } from '../../setting.ts';

/** What a `Ror-*` header on a capacity PATCH leads to (Q6): "must not be present", but no error is published. */
export const rorHeaders = defineSetting({
  name: 'rorHeaders',
  default: 'notice',
  strict: 'refuse',
  values: ['notice', 'refuse'],
  question: 'Q6',
  requirement: 'ROR-HDR-NO-ROR',
  evidence: 'assumed',
  text: 'mock.setting.ror-headers',
});
