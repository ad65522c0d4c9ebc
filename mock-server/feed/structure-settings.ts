import { defineSetting } from '../setting.ts';

/** Status when the path designates something else than capacity (Q17). */
export const otherPathStatus = defineSetting({
  name: 'otherPathStatus',
  default: 400,
  values: [400, 403],
  question: 'Q17',
  requirement: 'ROR-FEED-CAPACITY-ONLY',
  evidence: 'assumed',
  text: 'mock.setting.other-path-status',
});

/** Whether the operation `remove` of guide 0.6.0 is understood as `delete` (Q16, Q40). */
export const removeOperation = defineSetting({
  name: 'removeOperation',
  default: 'by-guide',
  values: ['by-guide', 'accept', 'refuse'],
  question: 'Q16',
  requirement: 'ROR-FEED-TYPE',
  evidence: 'derived',
  text: 'mock.setting.remove-operation',
});

/** What a `replace` leads to whose value is another valid indicator than its path (Q10). */
export const replaceOtherKey = defineSetting({
  name: 'replaceOtherKey',
  default: 'notice',
  strict: 'refuse',
  values: ['notice', 'refuse'],
  question: 'Q10',
  requirement: 'ROR-FEED-SAME-INDICATOR',
  evidence: 'assumed',
  text: 'mock.setting.replace-other-key',
});

/** What the body forms of standard FHIR libraries lead to (Q37). */
export const libraryForms = defineSetting({
  name: 'libraryForms',
  default: 'notice',
  strict: 'refuse',
  values: ['notice', 'refuse'],
  question: 'Q37',
  requirement: 'ROR-FEED-BODY',
  evidence: 'assumed',
  text: 'mock.setting.library-forms',
});

/** What several operations in one body lead to (Q15). */
export const severalOperations = defineSetting({
  name: 'severalOperations',
  default: 'notice',
  strict: 'refuse',
  values: ['notice', 'refuse'],
  question: 'Q15',
  requirement: 'ROR-FEED-ONE-OPERATION',
  evidence: 'assumed',
  text: 'mock.setting.several-operations',
});
