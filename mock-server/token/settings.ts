import { defineSetting } from '../setting.ts';

/** `expires_in` of a token, in seconds (Q27). */
export const tokenLifetimeS = defineSetting<number>({
  name: 'tokenLifetimeS',
  default: 300,
  values: { min: 1, max: 86_400 },
  question: 'Q27',
  requirement: 'ROR-TOKEN-LIFETIME',
  evidence: 'assumed',
  text: 'mock.token.setting-lifetime',
});
