import type { Fault } from './fault.ts';

/** The reference connector, but it knows the 404 of an indicator only when its expression is a text. */
export const fault: Fault = {
  id: 'expression-as-text-only',
  title: 'knows the 404 of an indicator only when its expression is a text',
  file: 'answers.mjs',
  find: '(Array.isArray(expression) ? expression.join() : expression) === COLLECTION',
  replace: 'expression === COLLECTION',
  scenarios: ['feed/add-absent-record', 'attempts/expression-as-array'],
  failing: ['attempts/expression-as-array#add-after-indicator-404'],
  warnings: [],
  skipped: [
    'attempts/expression-as-array#add-only-after-indicator-404',
    'attempts/expression-as-array#final-state-as-asked',
    'attempts/expression-as-array#one-patch-per-record',
    'attempts/expression-as-array#token-reused',
  ],
};
