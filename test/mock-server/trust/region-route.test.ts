import { describe, expect, it } from 'vitest';
import type { Establishment, Participant } from '../../../mock-server/index.ts';
import { createParticipants } from '../../../mock-server/trust/participants.ts';
import { createRouteFinder } from '../../../mock-server/trust/region-route.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');

const ESTABLISHMENTS: readonly Establishment[] = [
  { finess: '99A000014', idNatStruct: '199A000014', name: 'A', region: '24' },
  { finess: '99A000022', idNatStruct: '199A000022', name: 'B', region: '53' },
];

function member(changes: Partial<Participant> & { id: string }): Participant {
  return {
    clientId: changes.id,
    role: 'supplier',
    kind: 'saas',
    certificates: [],
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
    ...changes,
  };
}

const EAI = member({ id: 'eai', kind: 'regional-eai', region: '24' });
const DIRECT = member({ id: 'direct' });

function finder(...members: readonly Participant[]) {
  const participants = createParticipants(members);
  return { participants, find: createRouteFinder(participants, () => ESTABLISHMENTS) };
}

const feed = { participantId: 'direct', establishment: '99A000014', nowMs: NOW };

describe('the route of a feed (Q38)', () => {
  it('is free in a region that has no EAI', () => {
    expect(finder(DIRECT).find(feed)).toBeNull();
    expect(finder(DIRECT, EAI).find({ ...feed, establishment: '99A000022' })).toBeNull();
  });

  it('goes through the EAI of the region of the establishment, whatever the region of who feeds', () => {
    expect(finder({ ...DIRECT, region: '53' }, EAI).find(feed)).toEqual({
      region: '24',
      eai: 'eai',
      seen: 'saas (53)',
    });
    expect(finder(DIRECT, EAI).find({ ...feed, participantId: 'eai' })).toBeNull();
  });

  it('is wrong through the EAI of another region', () => {
    const other = member({ id: 'other-eai', kind: 'regional-eai', region: '53' });
    const { find } = finder(EAI, other);
    expect(find({ ...feed, participantId: 'other-eai' })).toMatchObject({ region: '24', seen: 'regional-eai (53)' });
  });

  it('may take any of several EAIs of one region', () => {
    const { find } = finder(EAI, { ...EAI, id: 'second', clientId: 'second' });
    expect(find({ ...feed, participantId: 'second' })).toBeNull();
  });

  it.each([
    ['that only reads', { role: 'consumer' }],
    ['that was only asked for', { state: 'requested' }],
    ['that is suspended', { state: 'suspended' }],
    ['that opens later', { opening: '2026-03-02T10:00:00.001Z' }],
    ['of another kind', { kind: 'proprietary' }],
  ] as const)('is free while the EAI is one %s', (_which, changes) => {
    expect(finder(DIRECT, { ...EAI, ...changes }).find(feed)).toBeNull();
  });

  it('changes as soon as the participants do', () => {
    const { participants, find } = finder(DIRECT);
    expect(find(feed)).toBeNull();
    participants.put(EAI);
    expect(find(feed)).not.toBeNull();
    participants.put({ ...EAI, state: 'suspended' });
    expect(find(feed)).toBeNull();
  });

  it('knows nothing of an establishment that the mock does not hold', () => {
    expect(finder(DIRECT, EAI).find({ ...feed, establishment: '010000000' })).toBeNull();
  });
});
