import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../mock-server/index.ts';
import { notAdmitted } from '../../../mock-server/trust/admission.ts';

const OPENING = '2026-03-02T09:00:00+01:00';
const OPENING_MS = Date.parse('2026-03-02T08:00:00Z');

function member(changes: Partial<Participant>): Participant {
  return {
    id: 'a',
    clientId: 'a',
    role: 'supplier',
    kind: 'saas',
    certificates: [],
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
    ...changes,
  };
}

describe('admission to the circle of trust', () => {
  it('lets in who is on the white list and has no opening date, at any time', () => {
    for (const nowMs of [0, OPENING_MS, 9e15]) expect(notAdmitted(member({}), nowMs)).toBeNull();
  });

  it.each([
    ['one millisecond before', OPENING_MS - 1, 'trust.not-open-yet'],
    ['at the moment itself', OPENING_MS, undefined],
    ['later', OPENING_MS + 1, undefined],
  ] as const)('%s, an opening date answers for the offset that it is written with', (_when, nowMs, code) => {
    expect(notAdmitted(member({ opening: OPENING }), nowMs)?.code).toBe(code);
  });

  it('says when it opens and what time it is', () => {
    expect(notAdmitted(member({ opening: OPENING }), OPENING_MS - 60_000)).toEqual({
      code: 'trust.not-open-yet',
      expected: `≥ ${OPENING}`,
      seen: '2026-03-02T07:59:00.000Z',
      where: 'opening',
    });
  });

  it.each([
    ['requested', 'trust.client-not-yet'],
    ['suspended', 'trust.client-suspended'],
  ] as const)('the state %s closes before and after the date', (state, code) => {
    for (const nowMs of [OPENING_MS - 1, OPENING_MS + 1]) {
      expect(notAdmitted(member({ state, opening: OPENING }), nowMs)).toMatchObject({ code, seen: state });
    }
  });
});
