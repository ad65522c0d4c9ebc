import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { request } from 'node:https';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pki } from '../certs/pki.ts';
import { samplePatch } from '../harness/cli/mock-sample.ts';
import type { CapacityRecord } from '../mev3/capacity/types.ts';
import { connectMockRor } from '../mock-server/index.ts';
import type { MockRor } from '../mock-server/index.ts';
import type { LoadRequest } from './load.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

/** A server that a load can be sent to. */
export interface LoadedServer {
  readonly program: Program;
  readonly base: string;
  readonly authorization: string;
}

/** The mock, with its control API. */
export interface LoadedMock extends LoadedServer {
  readonly mock: MockRor;
  readonly tokenUrl: string;
  readonly feedPath: string;
  readonly clientId: string;
}

const rorkit = fileURLToPath(new URL('../harness/cli/rorkit.js', import.meta.url));
const jar = fileURLToPath(new URL('peers/node_modules/wiremock/build/wiremock-standalone-3.13.2.jar', import.meta.url));

/** A bare echo, as a program of its own: same certificate, no code of ours. */
const ECHO = `
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
const [cert, key] = process.argv.slice(1).map((file) => readFileSync(file));
const server = createServer({ cert, key }, (request, response) => void request.pipe(response));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.once('SIGTERM', () => process.exit(0));
`;

/** Starts the mock with a data folder; `nodeArgs` go to Node, such as `--cpu-prof`. */
export async function startMock(
  pki: Pki,
  options: { readonly dataDir: string; readonly size: number; readonly nodeArgs?: readonly string[] },
): Promise<LoadedMock> {
  const { dataDir, size, nodeArgs = [] } = options;
  const args = ['mock', '--port', '0', '--json', '--pki', pki.dir, '--data-dir', dataDir, '--seed-size', String(size)];
  const program = await startProgram(process.execPath, [...nodeArgs, rorkit, ...args]);
  const { addresses, credentials, control } = JSON.parse(program.line);
  const mock = await connectMockRor(control.url, (await readFile(control.tokenFile, 'utf8')).trim());
  const { tokenUrl, apiBase, feedPath } = addresses;
  const { clientId } = credentials[0];
  await mock.changeSettings({ tokenLifetimeS: 86_400 });
  const token = await askToken({ tokenUrl, clientId }, await clientTls(pki));
  return { program, base: apiBase, authorization: `Bearer ${token}`, mock, tokenUrl, feedPath, clientId };
}

/** Starts the echo. */
export async function startEcho(pki: Pki): Promise<LoadedServer> {
  const { serverChain, serverKey } = pki;
  const program = await startProgram(process.execPath, ['--input-type=module', '--eval', ECHO, serverChain, serverKey]);
  return { program, base: `https://127.0.0.1:${JSON.parse(program.line).port}`, authorization: 'Bearer x' };
}

/** Starts WireMock with one stub: this path, this identifier and this bearer are answered `body`. */
export async function startWireMock(stub: {
  readonly port: number;
  /** Folder of its own: it makes `mappings` and `__files` there. */
  readonly root: string;
  readonly journal: boolean;
  readonly path: string;
  readonly identifier: string;
  readonly authorization: string;
  readonly body: string;
}): Promise<LoadedServer> {
  if (!existsSync(jar)) throw new Error('WireMock is not installed: npm ci --prefix bench/peers');
  const { port, root, journal, authorization } = stub;
  const args = [
    '-jar',
    jar,
    '--https-port',
    String(port),
    '--disable-http',
    '--bind-address',
    '127.0.0.1',
    '--root-dir',
    root,
  ];
  const program = await startProgram('java', [...args, ...(journal ? [] : ['--no-request-journal'])], (line) =>
    line.includes('https-port'),
  );
  const base = `https://127.0.0.1:${port}`;
  const mapping = {
    request: {
      method: 'PATCH',
      urlPath: stub.path,
      queryParameters: { identifier: { equalTo: stub.identifier } },
      headers: { Authorization: { equalTo: authorization } },
    },
    response: { status: 200, body: stub.body, headers: { 'Content-Type': 'application/fhir+json;charset=UTF-8' } },
  };
  const made = await ask(`${base}/__admin/mappings`, JSON.stringify(mapping), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    rejectUnauthorized: false,
  });
  if (made.status !== 201) throw new Error(`WireMock answered ${made.status}: ${made.text}`);
  return { program, base, authorization };
}

/** The PATCH that replaces a record by `nbCapacity`. */
export function patchRequest(
  feedPath: string,
  identifier: string,
  change: { readonly record: CapacityRecord; readonly nbCapacity: number },
): LoadRequest {
  const at = new Date().toISOString();
  const pretty = samplePatch(change.record, change.nbCapacity, at);
  return {
    path: `${feedPath}/Location?identifier=${encodeURIComponent(identifier)}`,
    body: JSON.stringify(JSON.parse(pretty)),
  };
}

/** A token by mutual TLS. */
export async function askToken(
  { tokenUrl, clientId }: { readonly tokenUrl: string; readonly clientId: string },
  tls: RequestOptions,
): Promise<string> {
  const body = `client_id=${clientId}&grant_type=client_credentials`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { status, text } = await ask(tokenUrl, body, { ...tls, method: 'POST', headers });
  if (status !== 200) throw new Error(`the token request was answered ${status}: ${text}`);
  return String(JSON.parse(text).access_token);
}

/** What the supplier presents; every request on a new connection, with a whole handshake. */
export async function clientTls(pki: Pki): Promise<RequestOptions> {
  const { cert, key } = pki.leaves.good;
  const [ca, leaf, leafKey] = await Promise.all([pki.caFile, cert, key].map((file) => readFile(path.resolve(file))));
  return { ca, cert: leaf, key: leafKey, agent: false };
}

/** One request. */
export function ask(url: string, body: string, options: RequestOptions): Promise<{ status: number; text: string }> {
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
