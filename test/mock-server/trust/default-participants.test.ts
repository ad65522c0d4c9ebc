import { describe, expect, it } from 'vitest';
import { defaultParticipants } from '../../../mock-server/trust/default-participants.ts';
import { createParticipants } from '../../../mock-server/trust/participants.ts';
import { createRouteFinder } from '../../../mock-server/trust/region-route.ts';
import { defaultSeed, establishmentOf } from '../../../mock-server/store/seed.ts';

const leaves = { good: { subjectDn: 'CN=good,C=FR' }, consumer: { subjectDn: 'CN=consumer,C=FR' } };
const seed = defaultSeed();
const establishments = seed.organizations.map(establishmentOf);
const members = defaultParticipants({ leaves }, establishments, seed.feeding);

describe('the participants of a mock that was given none', () => {
  it('are a SaaS supplier, a consumer, the EAI of a region and a proprietary product with a certificate an establishment', () => {
    expect(members.map(({ role, kind }) => `${role} ${kind}`)).toEqual([
      'supplier saas',
      'consumer saas',
      'supplier regional-eai',
      'supplier proprietary',
    ]);
    expect(members[3]?.certificates.length).toBeGreaterThan(1);
    expect(members[3]?.certificates.every((listed) => listed.establishments.length === 1)).toBe(true);
  });

  it('list establishments that the seed holds, none of them twice', () => {
    const listed = members.flatMap(({ certificates }) => certificates.flatMap((one) => one.establishments));
    const known = new Set(establishments.map(({ finess }) => finess));
    expect(listed.length).toBeGreaterThan(3);
    expect(listed.filter((finess) => !known.has(finess))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('feed by the right route, and the EAI all that is fed in its region', () => {
    const find = createRouteFinder(createParticipants(members), () => establishments);
    for (const { id, certificates } of members) {
      for (const establishment of certificates.flatMap((one) => one.establishments)) {
        expect(find({ participantId: id, establishment, nowMs: 0 })).toBeNull();
      }
    }
    const [inItsRegion = ''] = members[2]?.certificates[0]?.establishments ?? [];
    expect(find({ participantId: 'supplier', establishment: inItsRegion, nowMs: 0 })).toMatchObject({ eai: 'eai' });
  });
});
