import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { issueLeaf } from '../../../certs/issue-leaf.ts';
import { FIXTURE_NAMES } from '../../../certs/pki.ts';
import type { FixtureName } from '../../../certs/pki.ts';
import type { JournalEntry, TlsFacts } from '../../../journal/entry.ts';
import type { MockRor, Participant } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../running-mock.ts';

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;
const MODES = ['keycloak', 'nginx', 'nginx-optional', 'handshake'] as const;

type Version = (typeof VERSIONS)[number];
type Mode = (typeof MODES)[number];

/** What becomes of a certificate: it is let in, it is not there, it does not verify, or its holder is not let in. */
type Fate = 'accepted' | 'absent' | 'bad' | 'not-admitted';

/** One certificate and one state of the mock. */
interface Row {
  readonly name: string;
  /** Null: none is presented. */
  readonly fixture: FixtureName | null;
  /** Default: the supplier's. */
  readonly clientId?: string;
  /** What is changed on the mock before. */
  readonly given?: (mock: MockRor, serial: string) => Promise<void>;
  readonly fate: Fate;
  /** The one cause; null when the certificate is accepted. */
  readonly code: string | null;
  /** Where the cause says that it lies; null when it lies nowhere. */
  readonly where: string | null;
}

const change = (values: Partial<Participant>) => async (mock: MockRor) => {
  const supplier = await supplierOf(mock);
  await mock.putParticipant({ ...supplier, ...values });
};

/** The white list with the supplier's DN written in another way. */
const listed = (rewrite: (dn: string) => string) => async (mock: MockRor) => {
  const supplier = await supplierOf(mock);
  const certificates = supplier.certificates.map((one) => ({ ...one, subjectDn: rewrite(one.subjectDn) }));
  await mock.putParticipant({ ...supplier, certificates });
};

async function supplierOf(mock: MockRor): Promise<Participant> {
  const found = (await mock.participants()).find(({ id }) => id === 'supplier');
  if (found === undefined) throw new Error('no supplier');
  return found;
}

const OTHERS = 'other-products';

const ROWS: readonly Row[] = [
  { name: 'good', fixture: 'good', fate: 'accepted', code: null, where: null },
  { name: 'renewed: same name, new key', fixture: 'renewed', fate: 'accepted', code: null, where: null },
  {
    name: 'accents, comma and apostrophe',
    fixture: 'accents-comma-apostrophe',
    clientId: OTHERS,
    fate: 'accepted',
    code: null,
    where: null,
  },
  { name: 'establishment A', fixture: 'establishment-a', clientId: OTHERS, fate: 'accepted', code: null, where: null },
  { name: 'establishment B', fixture: 'establishment-b', clientId: OTHERS, fate: 'accepted', code: null, where: null },
  { name: 'regional EAI', fixture: 'eai', clientId: OTHERS, fate: 'accepted', code: null, where: null },
  { name: 'none', fixture: null, fate: 'absent', code: 'trust.no-certificate', where: null },
  { name: 'unknown authority', fixture: 'unknown-ca', fate: 'bad', code: 'trust.unknown-ca', where: 'issuer' },
  { name: 'self-signed', fixture: 'self-signed', fate: 'bad', code: 'trust.unknown-ca', where: 'issuer' },
  { name: 'expired', fixture: 'expired', fate: 'bad', code: 'trust.expired', where: 'validity' },
  { name: 'not yet valid', fixture: 'not-yet-valid', fate: 'bad', code: 'trust.not-yet-valid', where: 'validity' },
  { name: 'revoked by the PKI', fixture: 'revoked', fate: 'bad', code: 'trust.revoked', where: 'serialNumber' },
  {
    name: 'revoked on the mock',
    fixture: 'good',
    given: (mock, serial) => mock.revokeCertificate(serial),
    fate: 'bad',
    code: 'trust.revoked',
    where: 'serialNumber',
  },
  {
    name: 'of an authority that is trusted no more',
    fixture: 'good',
    given: (mock) => mock.changeSettings({ clientTrust: 'none' }),
    fate: 'bad',
    code: 'trust.unknown-ca',
    where: 'issuer',
  },
  {
    name: 'expired by the clock of the mock',
    fixture: 'good',
    given: (mock) => mock.setClockOffset(4 * 366 * 86_400_000),
    fate: 'bad',
    code: 'trust.expired',
    where: 'validity',
  },
  { name: 'for servers', fixture: 'server-eku', fate: 'bad', code: 'trust.wrong-usage', where: 'extendedKeyUsage' },
  { name: 'for signatures', fixture: 'sign-usage', fate: 'bad', code: 'trust.wrong-usage', where: 'keyUsage' },
  { name: 'of a person', fixture: 'personal', fate: 'not-admitted', code: 'trust.dn-not-listed', where: 'subject' },
  {
    name: 'of another product',
    fixture: 'other-subject',
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject',
  },
  {
    name: 'of the consumer',
    fixture: 'consumer',
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject: CN',
  },
  {
    name: 'listed in reversed order',
    fixture: 'good',
    given: listed((dn) => dn.split(',').toReversed().join(',')),
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject: reversed',
  },
  {
    name: 'listed in another case',
    fixture: 'good',
    given: listed((dn) => dn.replace('CLIENT_TEST_RORN', 'client_test_rorn')),
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject: case',
  },
  {
    name: 'listed with a doubled space',
    fixture: 'good',
    given: listed((dn) => dn.replace('GIP - TEST3012', 'GIP -  TEST3012')),
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject: space',
  },
  {
    name: 'listed with another O',
    fixture: 'good',
    given: listed((dn) => dn.replace('GIP - TEST3012', 'GIP')),
    fate: 'not-admitted',
    code: 'trust.dn-not-listed',
    where: 'subject: O',
  },
  {
    name: 'of a client that is not known',
    fixture: 'good',
    clientId: 'nobody',
    fate: 'not-admitted',
    code: 'trust.client-unknown',
    where: 'client_id',
  },
  {
    name: 'of a client that is suspended',
    fixture: 'good',
    given: change({ state: 'suspended' }),
    fate: 'not-admitted',
    code: 'trust.client-suspended',
    where: 'state',
  },
  {
    name: 'of a client that was only asked for',
    fixture: 'good',
    given: change({ state: 'requested' }),
    fate: 'not-admitted',
    code: 'trust.client-not-yet',
    where: 'state',
  },
  {
    name: 'of a client that opens later',
    fixture: 'good',
    given: change({ opening: '2999-01-01T00:00:00Z' }),
    fate: 'not-admitted',
    code: 'trust.not-open-yet',
    where: 'opening',
  },
];

const KEYCLOAK = '{"error":"invalid_client","error_description":"Invalid client or Invalid client credentials"}';

const nginxPage = (says: string): string =>
  `<html>\r\n<head><title>400 ${says}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n` +
  `<center>${says}</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

const PAGES = {
  absent: nginxPage('No required SSL certificate was sent'),
  bad: nginxPage('The SSL certificate error'),
};

const GENUINE_ALERT: Readonly<Record<Version, RegExp>> = {
  'TLSv1.2': /EPROTO.*alert handshake failure.*alert number 40/s,
  'TLSv1.3': /ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED.*alert number 116/s,
};

const DROPPED: Readonly<Record<Version, RegExp>> = {
  'TLSv1.2': /^ECONNRESET .*disconnected before secure TLS connection was established/,
  'TLSv1.3': /^ECONNRESET .*socket hang up/,
};

interface Cell {
  readonly mode: Mode;
  readonly version: Version;
  readonly row: Row;
}

/** What the client is told (status and body, or the error of its TLS), and the kind of the entry that says so. */
interface Expected {
  readonly told: RegExp;
  readonly text: RegExp;
  readonly kind: JournalEntry['kind'];
}

const GIVEN: Expected = { told: /^200$/, text: /"access_token":"ey/, kind: 'exchange' };
const REFUSED: Expected = { told: /^401$/, text: exactly(KEYCLOAK), kind: 'exchange' };

function expectationOf({ mode, version, row: { fate } }: Cell): Expected {
  if (fate === 'accepted') return GIVEN;
  if (fate === 'not-admitted' || mode === 'keycloak') return REFUSED;
  if (mode === 'nginx-optional' && fate === 'absent') return REFUSED;
  if (mode !== 'handshake') return { told: /^400$/, text: exactly(PAGES[fate]), kind: 'exchange' };
  return { told: (fate === 'absent' ? GENUINE_ALERT : DROPPED)[version], text: /^$/, kind: 'handshake-failure' };
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}$`);
}

/** What the journal says: the one cause, and the certificate unless OpenSSL ended the handshake for want of one. */
function journalled({ mode, version, row }: Cell, serial: string | null): object {
  if (mode === 'handshake' && row.fate === 'absent') {
    return { cause: 'tls.no-certificate', where: null, serial: null, version: null };
  }
  return { cause: row.code, where: row.where, serial, version };
}

/** The same of an entry. */
function shown(entry: JournalEntry): object {
  switch (entry.kind) {
    case 'exchange':
      return { cause: entry.cause?.code ?? null, where: entry.cause?.where ?? null, ...peerOf(entry.tls) };
    case 'handshake-failure':
      return { cause: entry.cause, where: entry.refusal?.where ?? null, ...peerOf(entry.tls) };
    default:
      return entry;
  }
}

function peerOf({ peer, version }: TlsFacts): object {
  return { serial: peer?.serial ?? null, version };
}

describe('the matrix of client certificates', () => {
  let running: RunningMock;
  const logged: string[] = [];
  beforeAll(async () => {
    running = await RunningMock.start({ log: (text) => logged.push(text) });
  });
  afterAll(() => running.close());
  afterEach(() => running.mock.reset());

  it('holds every fixture', () => {
    const held = ROWS.flatMap(({ fixture }) => fixture ?? []);
    expect(FIXTURE_NAMES.filter((name) => !held.includes(name))).toEqual([]);
  });

  /** A participant that lists the certificates of products that are not the supplier's. */
  async function addOthers(): Promise<void> {
    const fixtures = ['accents-comma-apostrophe', 'establishment-a', 'establishment-b', 'eai'] as const;
    const leaves = await Promise.all(fixtures.map((fixture) => issueLeaf(running.pki, { fixture })));
    const certificates = leaves.map(({ subjectDn }) => ({ subjectDn, establishments: [] }));
    await running.mock.putParticipant({
      ...(await supplierOf(running.mock)),
      id: OTHERS,
      clientId: OTHERS,
      certificates,
    });
  }

  async function ask(
    { fixture, clientId = CLIENT_ID }: Row,
    version: Version,
  ): Promise<{ told: string; text: string }> {
    const form = { client_id: clientId, grant_type: 'client_credentials' };
    const limits = { minVersion: version, maxVersion: version };
    try {
      const reply = await running.askToken(form, fixture === null ? limits : { leaf: fixture, ...limits });
      return { told: String(reply.status), text: reply.text };
    } catch (error) {
      const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
      return { told: `${code} ${String(error)}`, text: '' };
    }
  }

  const cells = MODES.flatMap((mode) =>
    VERSIONS.flatMap((version) => ROWS.map((row): Cell => ({ mode, version, row }))),
  );

  it.each(cells)('$mode, $version: $row.name', async (cell) => {
    const { mock, pki } = running;
    const { fixture, given } = cell.row;
    const serial = fixture === null ? null : (await issueLeaf(pki, { fixture })).serialNumber;
    await addOthers();
    await given?.(mock, serial ?? '');
    await mock.changeSettings({ mtlsRefusal: cell.mode });
    const head = await mock.journalHead();

    const reply = await ask(cell.row, cell.version);
    const { kind, ...expected } = expectationOf(cell);
    expect(reply.told).toMatch(expected.told);
    expect(reply.text).toMatch(expected.text);
    await running.waitFor(kind, head);
    const entries = await mock.readJournal({ from: head + 1, kinds: ['exchange', 'handshake-failure'] });
    expect(entries.map(shown)).toEqual([journalled(cell, serial)]);
  });

  it('judges a kept connection at each request: what was revoked since is refused', async () => {
    const { Agent } = await import('node:https');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const form = { client_id: CLIENT_ID, grant_type: 'client_credentials' };
    const { serialNumber } = await issueLeaf(running.pki, { fixture: 'good' });
    expect((await running.askToken(form, { leaf: 'good', agent })).status).toBe(200);
    await running.mock.revokeCertificate(serialNumber);
    expect((await running.askToken(form, { leaf: 'good', agent })).status).toBe(401);
    const [first, second] = (await running.exchanges()).slice(-2);
    expect(second?.connection).toBe(first?.connection);
    expect(second?.cause?.code).toBe('trust.revoked');
    agent.destroy();
  });

  it('logged nothing: no certificate was taken for a bug of ours', () => {
    expect(logged).toEqual([]);
  });
});
