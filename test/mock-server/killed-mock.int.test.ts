import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import type { Pki } from '../../certs/pki.ts';
import { openLaneStore } from '../../journal/lane-store.ts';
import { temporaryFolder } from '../journal/temporary-lane.ts';
import { CLIENT_ID } from './running-mock.ts';
import { operation, parameters, WOMEN } from './in-process.ts';

const SCRIPT = fileURLToPath(new URL('mock-process.ts', import.meta.url));

/** How often the mock is killed: the whole proof takes minutes. */
const KILLS = process.env['RORKIT_PROOF'] === '1' ? 50 : 4;

/** Locations that are written at the same time. */
const UNITS = ['199A000014/MED-A', '199A000014/CHIR-A', '199A000022/MED-1', '199A000030/PSY-A'];

/** What is sent in turn. Whatever the unit held when the mock was killed, most of it is accepted. */
const TYPES = ['replace', 'delete', 'add', 'replace', 'replace'];

/** A replace or delete of what is not there, an add of what is. */
const EXPECTED = new Set([404, 400]);

/** What a client was told: the Location, its version, and the bytes of the answer. */
interface Acknowledged {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
}

/** A mock that listens, and a client of it. */
class KilledMock {
  readonly #child: ChildProcess;
  readonly #agent: Agent;
  readonly #feedUrl: string;
  readonly #token: string;
  readonly acknowledged: Acknowledged[] = [];

  private constructor(child: ChildProcess, made: { agent: Agent; feedUrl: string; token: string }) {
    this.#child = child;
    this.#agent = made.agent;
    this.#feedUrl = made.feedUrl;
    this.#token = made.token;
  }

  static async start(pki: Pki, dataDir: string): Promise<KilledMock> {
    const child = spawn(process.execPath, [SCRIPT, pki.dir, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const { tokenUrl, apiBase, feedPath } = JSON.parse(String(line));
    const { cert, key } = pki.leaves.good;
    const [ca, leaf, leafKey] = await Promise.all([pki.caFile, cert, key].map((file) => readFile(file)));
    const form = `client_id=${CLIENT_ID}&grant_type=client_credentials`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { text } = await send(tokenUrl, form, {
      ca,
      cert: leaf,
      key: leafKey,
      agent: false,
      method: 'POST',
      headers,
    });
    const agent = new Agent({ ca, keepAlive: true });
    return new KilledMock(child, { agent, feedUrl: apiBase + feedPath, token: JSON.parse(text).access_token });
  }

  /** Writes every unit again and again; kills the mock while it answers, after so many answers. */
  async writeUntilKilled(atLeast: number): Promise<void> {
    const exited = once(this.#child, 'exit');
    await Promise.all(UNITS.map((unit, index) => this.#writeUnit(unit, { from: index, atLeast })));
    const [, signal] = await exited;
    if (signal !== 'SIGKILL') throw new Error(`the mock ended by itself: ${String(signal)}`);
    this.#agent.destroy();
  }

  async #writeUnit(unit: string, { from, atLeast }: { from: number; atLeast: number }): Promise<void> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/fhir+json' };
    const options = { agent: this.#agent, method: 'PATCH', headers };
    for (let turn = from; this.#child.signalCode === null; turn += 1) {
      const body = JSON.stringify(
        parameters(operation(TYPES[turn % TYPES.length] ?? '', { ...WOMEN, nbCapacity: turn % 50 })),
      );
      try {
        // oxlint-disable-next-line no-await-in-loop -- a connector sends one after the other for a unit
        const { status, etag, text } = await send(
          `${this.#feedUrl}/Location?identifier=${encodeURIComponent(unit)}`,
          body,
          options,
        );
        if (status === 200) this.#note(text, etag);
        else if (!EXPECTED.has(status)) throw new Error(`${status} ${text}`);
      } catch (error) {
        if (!isGone(error)) throw error;
        return;
      }
      if (this.acknowledged.length >= atLeast) this.#child.kill('SIGKILL');
    }
  }

  #note(text: string, etag: string): void {
    const { id } = JSON.parse(text);
    const version = Number(/\d+/.exec(etag)?.[0]);
    this.acknowledged.push({ id, version, sha256: createHash('sha256').update(text).digest('hex') });
  }
}

/** The mock is dead: the connection is gone, or refused. */
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code);
}

function send(
  url: string,
  body: string,
  options: RequestOptions,
): Promise<{ status: number; text: string; etag: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, etag: String(answer.headers.etag) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Everything that was acknowledged is in the journal, in order and without gap, and can be rebuilt byte by byte. */
async function expectAllThere(dataDir: string, acknowledged: readonly Acknowledged[], from: number): Promise<number> {
  const lane = openLaneStore({ file: join(dataDir, 'lane.sqlite'), durability: 'process' });
  try {
    const entries = await lane.read({ from });
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => from + index));
    const recorded = new Map<string, string>();
    for (const entry of entries) {
      if (entry.kind !== 'exchange' || entry.effect === null || entry.answer.body.form !== 'resource') continue;
      const { id, versionAfter } = entry.effect;
      expect(recorded.has(`${id}/${versionAfter}`)).toBe(false);
      recorded.set(`${id}/${versionAfter}`, entry.answer.body.sha256);
    }
    for (const { id, version, sha256 } of acknowledged) {
      expect(recorded.get(`${id}/${version}`)).toBe(sha256);
      const text = lane.resources.textOf('Location', id, version) ?? '';
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    }
    return lane.head();
  } finally {
    await lane.close();
  }
}

describe('a mock that is killed while it answers', () => {
  it(
    `has every answered exchange, ${KILLS} times, and goes on where it was`,
    async () => {
      const dir = temporaryFolder();
      const dataDir = join(dir, 'data');
      const pki = await ensurePki({ dir: join(dir, 'pki'), keyType: 'ec' });
      let head = 0;
      let answered = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each goes on where the one before was killed
        const mock = await KilledMock.start(pki, dataDir);
        // oxlint-disable-next-line no-await-in-loop
        await mock.writeUntilKilled(5 + ((kill * 37) % 60));
        expect(mock.acknowledged.length).toBeGreaterThanOrEqual(5);
        answered += mock.acknowledged.length;
        // oxlint-disable-next-line no-await-in-loop
        head = await expectAllThere(dataDir, mock.acknowledged, head + 1);
      }
      expect(head).toBeGreaterThan(answered);
    },
    KILLS * 20_000,
  );
});
