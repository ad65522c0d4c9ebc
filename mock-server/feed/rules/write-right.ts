import { refuse } from '../../refuse.ts';
import type { FeedRule } from '../rule.ts';

/** 403: the caller is a supplier (Q26), and the establishment of the Location is in its list (Q2, Q36). */
export const writeRightRule: FeedRule = {
  id: 'write-right',
  requirement: 'ROR-TRUST-ESTABLISHMENT',
  name: 'The caller may write for the establishment of this Location',
  refuse({ caller, location }) {
    if (caller.role !== 'supplier') {
      return refuse({
        code: 'feed.role',
        status: 403,
        issue: 'forbidden',
        text: 'mock.feed.role',
        expression: 'Location',
        detail: { requirement: 'ROR-TRUST-ESTABLISHMENT', expected: 'supplier', seen: caller.role, where: 'client_id' },
      });
    }
    const { establishment } = location.base;
    if (establishment !== null && caller.establishments.has(establishment)) return null;
    const seen = establishment ?? '—';
    return refuse({
      code: 'feed.establishment-not-listed',
      status: 403,
      issue: 'forbidden',
      text: 'mock.feed.establishment-not-listed',
      values: { establishment: seen, client: caller.clientId },
      expression: 'Location',
      detail: {
        requirement: 'ROR-TRUST-ESTABLISHMENT',
        expected: [...caller.establishments].slice(0, 20).join(', '),
        seen,
        where: 'Location',
      },
    });
  },
};
