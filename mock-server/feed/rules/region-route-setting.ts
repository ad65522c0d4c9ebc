import { defineSetting } from '../../setting.ts';

/** What a direct feed for a region that is fed through its EAI leads to (Q38): a notice, or a 403. */
export const regionRoute = defineSetting({
  name: 'regionRoute',
  default: 'warn',
  strict: 'refuse',
  values: ['warn', 'refuse'],
  question: 'Q38',
  requirement: 'ROR-TRUST-REGION-ROUTE',
  evidence: 'assumed',
  text: 'mock.setting.region-route',
});
