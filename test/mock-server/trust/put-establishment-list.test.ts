import { array, assert, asyncProperty, constantFrom, oneof, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MockRorError } from '../../../mock-server/mock-ror-error.ts';
import type { Establishment, Participant } from '../../../mock-server/index.ts';
import { withEstablishmentList } from '../../../mock-server/trust/put-establishment-list.ts';
import { xlsx } from '../../support/xlsx-file.ts';

const DN_A = 'CN=APP,OU=199A000014,O=CH A,C=FR';
const DN_B = 'CN=APP,OU=199A000022,O=CH B,C=FR';
const KNOWN: readonly Establishment[] = [
  { finess: '99A000014', idNatStruct: '199A000014', name: 'A', region: '24' },
  { finess: '99A000022', idNatStruct: '199A000022', name: 'B', region: '24' },
];

function member(changes: Partial<Participant> = {}): Participant {
  return {
    id: 'mine',
    clientId: 'mine',
    role: 'supplier',
    kind: 'proprietary',
    certificates: [{ subjectDn: DN_A, establishments: [], clientId: 'own' }],
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
    ...changes,
  };
}

const csv = (...lines: readonly string[]) => Buffer.from(lines.join('\n'));

describe('a list of establishments for a participant', () => {
  it('replaces the certificates of a proprietary product; an own client_id stays with its name', async () => {
    const rows = [
      ['FINESS', 'DN'],
      ['99A000014', DN_A],
      ['99A000022', DN_B],
      ['9ZZ000019', DN_B],
    ];
    const { participant, taken } = await withEstablishmentList(
      member(),
      { participant: 'mine', content: xlsx(rows) },
      KNOWN,
    );
    expect(participant.certificates).toEqual([
      { subjectDn: DN_A, establishments: ['99A000014'], clientId: 'own' },
      { subjectDn: DN_B, establishments: ['99A000022', '9ZZ000019'] },
    ]);
    expect(taken).toEqual({
      form: 'proprietary',
      certificates: 2,
      establishments: 3,
      warnings: [],
      unknown: ['9ZZ000019'],
    });
  });

  it('without certificates, is that of the one that is named, or of the only one', async () => {
    const certificates = [DN_A, DN_B].map((subjectDn) => ({ subjectDn, establishments: ['99A000014'] }));
    const content = csv('FINESS', '99A000022');
    const named = { participant: 'mine', subjectDn: DN_B, content };
    const { participant } = await withEstablishmentList(member({ certificates }), named, KNOWN);
    expect(participant.certificates.map(({ establishments }) => establishments)).toEqual([
      ['99A000014'],
      ['99A000022'],
    ]);
    await expect(
      withEstablishmentList(member({ certificates }), { participant: 'mine', content }, KNOWN),
    ).rejects.toThrow(/subjectDn names one of its certificates/);
    const nobody = { ...named, subjectDn: 'CN=x,C=FR' };
    await expect(withEstablishmentList(member({ certificates }), nobody, KNOWN)).rejects.toThrow(/seen "CN=x,C=FR"/);
  });

  it('with certificates, is refused for a SaaS product', async () => {
    const content = csv('FINESS;DN', `99A000014;"${DN_A}"`);
    const list = { participant: 'mine', content };
    await expect(withEstablishmentList(member({ kind: 'saas' }), list, KNOWN)).rejects.toMatchObject({
      code: 'mock.bad-list',
      message: expect.stringContaining('is saas'),
    });
  });

  it('names certificates by their DN: files beside a list that came as bytes are never opened', async () => {
    const content = csv('FINESS;Certificat', '99A000014;/etc/hostname');
    await expect(withEstablishmentList(member(), { participant: 'mine', content }, KNOWN)).rejects.toThrow(
      /row 2, column B: .*hostname is not in the folder/,
    );
  });

  it('tells the first rows that are wrong and how many more there are', async () => {
    const content = csv('FINESS', ...Array.from({ length: 8 }, (_, index) => `wrong-${index}`));
    await expect(withEstablishmentList(member(), { participant: 'mine', content }, KNOWN)).rejects.toThrow(
      /row 2, column A.*row 6, column A.*and 3 more$/,
    );
  });

  it('whatever bytes arrive, is taken whole or refused with its code, and changes nothing then', async () => {
    const cell = oneof(string(), constantFrom('FINESS', 'DN', 'Certificat', '99A000014', DN_A, '../x', '"', "'=1"));
    const text = array(array(cell)).map((rows) => Buffer.from(rows.map((row) => row.join(';')).join('\n')));
    const content = oneof(
      uint8Array(),
      uint8Array().map((bytes) => Buffer.from([0x50, 0x4b, 3, 4, ...bytes])),
      text,
    );
    const outcomes = new Set<string>();
    const property = asyncProperty(content, async (bytes) => {
      const before = member();
      const list = { participant: 'mine', content: bytes };
      const outcome = await withEstablishmentList(before, list, KNOWN).then(
        () => 'taken',
        (error: unknown) => (error instanceof MockRorError ? error.code : error),
      );
      outcomes.add(String(outcome));
      expect(before).toEqual(member());
    });
    await assert(property, { numRuns: 300 });
    outcomes.delete('taken'); // rare
    expect([...outcomes]).toEqual(['mock.bad-list']);
  });
});
