import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../mock-server/index.ts';
import { createParticipants } from '../../../mock-server/trust/participants.ts';
import { findListed, notListed } from '../../../mock-server/trust/white-list.ts';

const DN = 'CN=CLIENT_TEST_RORN,OU=33333333333,O=GIP - TEST3012,ST=Paris (75),C=FR';

function member(...subjectDns: readonly string[]): Participant {
  return {
    id: 'a',
    clientId: 'a',
    role: 'supplier',
    kind: 'proprietary',
    certificates: subjectDns.map((subjectDn, index) => ({ subjectDn, establishments: [`99A00000${index}`] })),
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
  };
}

describe('white list', () => {
  it.each([
    ['the same text', DN, true, true],
    ['another spelling of separators', DN.replaceAll(',', ', '), true, false],
    ['lower-case types', DN.replace('CN=', 'cn='), true, false],
    ['reversed order', DN.split(',').toReversed().join(','), false, false],
    ['another case of a value', DN.replace('CLIENT', 'client'), false, false],
  ] as const)('%s', (...row) => {
    const [, configured, asNames, asText] = row;
    const participant = member(configured);
    expect(findListed(participant, DN, 'rfc4514') !== undefined).toBe(asNames);
    expect(findListed(participant, DN, 'literal') !== undefined).toBe(asText);
  });

  it('finds the line of the certificate among several, with its own establishments', () => {
    const listed = findListed(member('CN=other,C=FR', DN), DN, 'rfc4514');
    expect(listed?.establishments).toEqual(['99A000001']);
  });

  it.each([
    [[DN.split(',').toReversed().join(',')], 'subject: reversed'],
    [[DN.replace('CLIENT', 'client')], 'subject: case'],
    [[DN.replace('GIP - TEST', 'GIP -  TEST')], 'subject: space'],
    [[DN.replace('Paris (75)', 'Paris')], 'subject: ST'],
    [['CN=x,C=DE'], 'subject'],
  ])('says how near the nearest listed name is', (configured, where) => {
    expect(notListed(member(...configured, 'CN=far,C=DE'), DN, 'rfc4514')).toMatchObject({
      code: 'trust.dn-not-listed',
      expected: configured[0],
      seen: DN,
      where,
    });
  });

  it('expects nothing when the list is empty', () => {
    expect(notListed(member(), DN, 'rfc4514')).toMatchObject({ expected: null, where: 'subject' });
  });
});

describe('participants', () => {
  it.each(['/C=FR/CN=x', 'O=CH A, SITE B,C=FR', 'CN=,C=FR', ''])('refuses the subject DN "%s"', (dn) => {
    expect(() => createParticipants([member(dn)])).toThrow(/no subject DN/);
  });

  it('refuses a client_id that another participant has, and an establishment listed twice', () => {
    const participants = createParticipants([member(DN)]);
    expect(() => participants.put({ ...member(DN), id: 'b' })).toThrow(/belongs to a/);
    const twice = { ...member(), certificates: [{ subjectDn: DN, establishments: ['1', '1'] }] };
    expect(() => participants.put(twice)).toThrow(/twice/);
    expect(participants.list()).toEqual([member(DN)]);
  });

  it('refuses one subject DN twice, however it is spelt', () => {
    expect(() => createParticipants([member(DN, DN.replaceAll(',', ', '))])).toThrow(/stands twice/);
  });

  it('refuses an opening that is no date', () => {
    expect(() => createParticipants([{ ...member(DN), opening: 'soon' }])).toThrow(/opening soon is no date/);
  });

  it('counts its changes, and goes back to the start', () => {
    const participants = createParticipants([member(DN)]);
    const before = participants.revision();
    participants.put({ ...member(DN), state: 'suspended' });
    expect(participants.revision()).toBeGreaterThan(before);
    expect(participants.byClientId('a')?.state).toBe('suspended');
    participants.reset();
    expect(participants.byClientId('a')?.state).toBe('whitelisted');
  });
});
