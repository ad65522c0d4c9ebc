import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 403, only when asked for: the region of the establishment is fed through its EAI, and this feed came another way (Q38). */
export const regionRouteRule: FeedRule = {
  id: 'region-route',
  requirement: 'ROR-TRUST-REGION-ROUTE',
  name: 'The region of the establishment takes this route (setting regionRoute)',
  refuse({ settings, otherRoute, location }) {
    if (settings.regionRoute !== 'refuse' || otherRoute === null) return null;
    const { region, eai, seen } = otherRoute;
    return refuse({
      code: 'feed.region-route',
      status: 403,
      issue: 'forbidden',
      text: 'mock.feed.region-route',
      values: { region, establishment: location.base.establishment ?? '—' },
      expression: 'Location',
      detail: { requirement: 'ROR-TRUST-REGION-ROUTE', expected: `${eai} (${region})`, seen, where: 'Location' },
    });
  },
};
