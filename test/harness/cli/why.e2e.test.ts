import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startMockRor } from '../../../mock-server/index.ts';
import { CLIENT_ID, RunningMock } from '../../mock-server/running-mock.ts';

const RORKIT = fileURLToPath(new URL('../../../harness/cli/rorkit.js', import.meta.url));
const TOKEN = 'token-of-the-test';

const answer = z.looseObject({
  seq: z.int(),
  call: z.string(),
  refusals: z.array(z.looseObject({ code: z.string() })),
  nearest: z.array(z.looseObject({ value: z.string() })),
  requirements: z.array(z.looseObject({ id: z.string(), basis: z.string(), source: z.string() })),
});

describe('rorkit why', () => {
  let running: RunningMock;
  let live: readonly string[] = [];
  let seqs = { location: 0, token: 0, handshake: 0, accepted: 0 };
  beforeAll(async () => {
    running = await RunningMock.start({ control: { token: TOKEN } });
    await writeFile(`${running.dir}/token`, `${TOKEN}\n`);
    const { controlUrl } = (await running.mock.describe()).addresses;
    live = ['--mock', controlUrl ?? '', '--token-file', `${running.dir}/token`];
    seqs = await someTrouble(running);
  }, 60_000);
  afterAll(async () => {
    await running.close();
  });

  const why = async (...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> => {
    const child = spawn(process.execPath, [RORKIT, 'why', ...args], { cwd: running.dir, stdio: 'pipe' });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (said.err += text));
    const [code] = await once(child, 'close');
    return { code, ...said };
  };

  it('tells cause, place, rule with basis and source, nearest value and what to change', async () => {
    const { code, out } = await why(String(seqs.location), ...live, '--lang', 'en');
    expect(code).toBe(0);
    expect(out).toMatch(/Entry \d+: refused/);
    for (const text of [
      'feed.location-not-found',
      'Answer          404',
      'Seen            199A000014/MED-AA',
      'Where           identifier',
      'Rule            ROR-ERR-LOCATION-404 (documented, ROR-fhir-documentation',
      'To mend it',
      'Nearest         199A000014/MED-A',
      'code: MED-AA instead of MED-A',
      '✗ A Location has this identifier',
      '✓ Content-Type is application/fhir+json',
      '· The body is built as published',
    ]) {
      expect(out).toContain(text);
    }
  });

  it('speaks French, and JSON for a program', async () => {
    const { out } = await why(String(seqs.token), ...live, '--lang', 'fr');
    expect(out).toContain('refusé');
    expect(out).toContain('Le DN du sujet n’est pas sur la liste blanche de ce client_id.');
    expect(out).toContain('Attendu');
    const json = answer.parse(JSON.parse((await why(String(seqs.location), ...live, '--json')).out));
    expect(json.refusals[0]?.code).toBe('feed.location-not-found');
    expect(json.nearest.map(({ value }) => value)).toContain('199A000014/MED-A');
    expect(json.requirements).toMatchObject([{ id: 'ROR-ERR-LOCATION-404', basis: 'documented' }]);
  });

  it('explains a handshake and an accepted call, and without a number the newest refusal', async () => {
    expect((await why(String(seqs.handshake), ...live)).out).toMatch(/tls\.(not-tls|other)/);
    const accepted = (await why(String(seqs.accepted), ...live, '--lang', 'en')).out;
    expect(accepted).toMatch(/accepted/);
    expect(accepted.match(/✓/g)).toHaveLength(5);
    const newest = answer.parse(JSON.parse((await why(...live, '--json')).out));
    expect(newest.seq).toBe(Math.max(seqs.location, seqs.token, seqs.handshake));
  });

  it('reads the data folder of a mock that has ended', async () => {
    const dataDir = `${running.dir}/data`;
    const mock = await startMockRor({ pki: running.pki, dataDir });
    const { tokenUrl } = (await mock.describe()).addresses;
    await running.ask(tokenUrl, { method: 'POST', body: 'client_id=x' });
    const [entry] = await mock.readJournal({ kinds: ['exchange'] });
    await mock.close();
    const { out } = await why('--data-dir', 'data', '--lang', 'en');
    expect(out).toContain(`Entry ${entry?.seq}: refused`);
    expect(out).toContain('token.media-type');
  });

  it('says what is wrong with its arguments', async () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['x', ...live], 'exchange'],
      [['999999', ...live], '999999'],
      [['1', '--mock', 'http://127.0.0.1:1'], '--token-file'],
      [['1', '--run', '1', '--data-dir', 'data'], '--data-dir'],
      [['1', '--data-dir', 'nowhere'], 'nowhere'],
      [['1'], 'run'],
    ];
    for (const [args, text] of cases) {
      const { code, err } = await why(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(err).toContain(text);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });
});

/** A Location that is not there, a subject DN that is not listed, a handshake that is none, and a token. */
async function someTrouble(
  running: RunningMock,
): Promise<Record<'location' | 'token' | 'handshake' | 'accepted', number>> {
  const token = await running.token();
  const accepted = (await running.lastExchange()).seq;
  await running.patch(token, '199A000014/MED-AA');
  const location = (await running.lastExchange()).seq;
  await running.askToken({ client_id: CLIENT_ID, grant_type: 'client_credentials' }, { leaf: 'other-subject' });
  const refused = (await running.lastExchange()).seq;
  const head = await running.mock.journalHead();
  const plain = fetch(running.tokenUrl.replace('https:', 'http:')).catch(() => {});
  const failure = await running.waitFor('handshake-failure', head);
  await plain;
  return { accepted, location, token: refused, handshake: failure.seq };
}
