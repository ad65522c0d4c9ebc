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

/** Which answers of Keycloak the token endpoint gives: those since version 20, or those before. @see pki-and-oauth §4.3 */
export const tokenDialect = defineSetting({
  name: 'tokenDialect',
  default: 'modern',
  values: ['modern', 'legacy'],
  question: 'Q27',
  requirement: 'ROR-AUTH-TOKEN-FIRST',
  evidence: 'assumed',
  text: 'mock.token.setting-dialect',
});
