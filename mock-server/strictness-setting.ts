import { defineSetting } from './setting.ts';

/**
 * One switch over the settings that have a strict value: `documented` refuses only what the published pages show being
 * refused, `strict` also what they forbid without showing an answer. A value that is given for one of them wins.
 */
export const strictness = defineSetting({
  name: 'strictness',
  default: 'documented',
  values: ['documented', 'strict'],
  question: null,
  requirement: 'ROR-FEED-REQUEST',
  evidence: 'assumed',
  text: 'mock.setting.strictness',
});
