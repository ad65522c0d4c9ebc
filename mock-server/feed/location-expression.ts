import type { OutcomeIssue } from '../../mev3/outcome.ts';
import { defineSetting } from '../setting.ts';
import type { SettingValue } from '../setting.ts';

/** How `Location` is spelt in the expression of the 404 and the 412 (Q23): the bodies and the prose differ. */
export const locationExpression = defineSetting({
  name: 'locationExpression',
  default: 'Location',
  values: ['Location', 'location'],
  question: 'Q23',
  requirement: 'ROR-ERR-LOCATION-404',
  evidence: 'documented',
  text: 'mock.setting.location-expression',
});

/** The issue with its expression spelt as the setting says. */
export function withLocationExpression(
  issue: OutcomeIssue,
  settings: { readonly locationExpression: SettingValue },
): OutcomeIssue {
  return { ...issue, expression: [String(settings.locationExpression)] };
}
