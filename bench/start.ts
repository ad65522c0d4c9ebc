/**
 * Cold start: from the start of the process to the first accepted capacity PATCH, with an existing PKI. Beside it, a bare node:https
 * server that echoes, started the same way and asked the same two requests: what Node and TLS alone cost here.
 * Run: `npm run bench:start [runs]`. Goal: under one second.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePki } from '../certs/ensure-pki.ts';
import type { Pki } from '../certs/pki.ts';

const GOAL_MS = 1_000;
const runs = Number(process.argv[2] ?? 7);
const rorkit = fileURLToPath(new URL('../harness/cli/rorkit.js', import.meta.url));

/** A bare echo server, as a program of its own: same certificate, same mutual TLS, no code of ours. */
const PEER = `
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
const [cert, key, ca] = process.argv.slice(1).map((file) => readFileSync(file));
const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false }, (request, response) => {
  request.pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.once('SIGTERM', () => process.exit(0));
`;

interface Asked {
  readonly status: number;
  readonly text: string;
}

const dir = await mkdtemp(path.join(tmpdir(), 'rorkit-bench-'));
try {
  const pki = await ensurePki({ dir: path.join(dir, 'pki') });
  await measureMock(pki); // warms the disk cache for both
  await measurePeer(pki);
  const mock: number[] = [];
  const peer: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    mock.push(await measureMock(pki));
    peer.push(await measurePeer(pki));
  }
  report('rorkit mock, first accepted PATCH', mock);
  report('bare node:https echo, second answer', peer);
  const median = medianOf(mock);
  process.stdout.write(
    `goal < ${GOAL_MS} ms: ${median < GOAL_MS ? 'met' : 'MISSED'} (node ${process.version}, ${runs} runs)\n`,
  );
  process.exitCode = median < GOAL_MS ? 0 : 3;
} finally {
  await rm(dir, { recursive: true, force: true });
}

async function measureMock(pki: Pki): Promise<number> {
  const startedAt = performance.now();
  const child = start([rorkit, 'mock', '--port', '0', '--json', '--pki', pki.dir]);
  try {
    const guide = JSON.parse(await firstLine(child));
    const form = `client_id=${guide.credentials[0].clientId}&grant_type=client_credentials`;
    const client = await tlsOf(pki);
    const token = await ask(guide.addresses.tokenUrl, form, {
      ...client,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const body = await readFile(guide.sample.bodyFile, 'utf8');
    const { apiBase, feedPath } = guide.addresses;
    const url = `${apiBase}${feedPath}/Location?identifier=${encodeURIComponent(guide.sample.location)}`;
    const authorization = `Bearer ${JSON.parse(token.text).access_token}`;
    const headers = { authorization, 'content-type': 'application/fhir+json' };
    const patched = await ask(url, body, { ...client, method: 'PATCH', headers });
    if (patched.status !== 200) throw new Error(`the PATCH was answered ${patched.status}: ${patched.text}`);
    return performance.now() - startedAt;
  } finally {
    await end(child);
  }
}

async function measurePeer(pki: Pki): Promise<number> {
  const startedAt = performance.now();
  const child = start(['--input-type=module', '--eval', PEER, pki.serverChain, pki.serverKey, pki.clientCa]);
  try {
    const { port } = JSON.parse(await firstLine(child));
    const client = await tlsOf(pki);
    for (const method of ['POST', 'PATCH']) {
      const { status } = await ask(`https://localhost:${port}/`, 'x'.repeat(2_000), { ...client, method });
      if (status !== 200) throw new Error(`the peer answered ${status}`);
    }
    return performance.now() - startedAt;
  } finally {
    await end(child);
  }
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const at = text.indexOf('\n');
      if (at !== -1) resolve(text.slice(0, at));
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it listened`)));
  });
}

async function tlsOf(pki: Pki): Promise<RequestOptions> {
  const { cert, key } = pki.leaves.good;
  const [ca, leaf, leafKey] = await Promise.all([readFile(pki.caFile), readFile(cert), readFile(key)]);
  return { ca, cert: leaf, key: leafKey, agent: false };
}

function ask(url: string, body: string, options: RequestOptions): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(name: string, figures: readonly number[]): void {
  const [low, median, high] = [Math.min(...figures), medianOf(figures), Math.max(...figures)].map((ms) =>
    ms.toFixed(0),
  );
  process.stdout.write(`${name.padEnd(38)} median ${median} ms (${low}–${high})\n`);
}
