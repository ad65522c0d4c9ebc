import { defineSetting } from '../../setting.ts';

/** Against which form of the stored type-26 identifier the key is compared (Q3): always exact and case-sensitive. */
export const identifierMatch = defineSetting({
  name: 'identifierMatch',
  default: 'full',
  values: ['full', 'full-or-code'],
  question: 'Q3',
  requirement: 'ROR-FEED-IDENTIFIER',
  evidence: 'assumed',
  text: 'mock.setting.identifier-match',
});
