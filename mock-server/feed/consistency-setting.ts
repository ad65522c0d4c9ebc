import { CAPACITY_RULES } from '../../mev3/rules/judge-records.ts';
import { defineSetting } from '../setting.ts';

/**
 * Consistency rules between records that are not looked at. No source shows the server enforcing any of them: they only
 * make notices in the journal, and never refuse.
 */
export const consistencyRulesOff = defineSetting<string>({
  name: 'consistencyRulesOff',
  default: 'none',
  values: { anyOf: CAPACITY_RULES.map(({ id }) => id) },
  question: null,
  requirement: 'ROR-CAP-N1',
  evidence: 'derived',
  text: 'mock.setting.consistency-rules-off',
});
