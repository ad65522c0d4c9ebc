import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { connect, createServer } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensurePki } from '../../certs/ensure-pki.ts';
import type { LeafName, Pki } from '../../certs/pki.ts';
import { subjectDnOf } from '../../certs/subject-dn.ts';
import { runTool, runToolBeside } from './other-tool.ts';

let pki: Pki;

beforeAll(async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'rorkit-tls-'));
  pki = await ensurePki({ dir: path.join(dir, 'pki') });
  return async () => rm(dir, { recursive: true, force: true });
});

/** What a server that asks for a certificate says of the client: its subject and why it would refuse it. */
async function startServer(): Promise<{ port: number; seen: Promise<{ subjectDn: string; refusal: string }> }> {
  const server = createServer({
    cert: await readFile(pki.serverChain),
    key: await readFile(pki.serverKey),
    ca: await readFile(pki.clientCa),
    requestCert: true,
    rejectUnauthorized: false,
  });
  const { promise, resolve } = Promise.withResolvers<{ subjectDn: string; refusal: string }>();
  server.on('secureConnection', (socket: TLSSocket) => {
    const leaf = socket.getPeerX509Certificate();
    socket.on('error', () => {});
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    // The type says Error; what Node gives is the code.
    resolve({
      subjectDn: leaf === undefined ? '' : subjectDnOf(leaf),
      refusal: String(socket.authorizationError ?? ''),
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, seen: promise };
}

async function handshake(options: ConnectionOptions): Promise<{ subjectDn: string; refusal: string }> {
  const { port, seen } = await startServer();
  const client = connect({
    port,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: await readFile(pki.caFile),
    ...options,
  });
  await once(client, 'secureConnect');
  expect(client.authorized).toBe(true);
  client.resume();
  const found = await seen;
  client.destroy();
  return found;
}

describe('a server that trusts the test PKI', () => {
  it.each<[LeafName, string]>([
    ['good', ''],
    ['renewed', ''],
    ['consumer', ''],
    ['other-subject', ''],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['unknown-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('finds about the leaf "%s": "%s", in TLS 1.2 and 1.3, by PEM and by .p12', async (name, refusal) => {
    const { cert, key, p12, p12Password, subjectDn } = pki.leaves[name];
    const pem = { cert: await readFile(cert), key: await readFile(key) };
    const pfx = { pfx: await readFile(p12), passphrase: p12Password };
    for (const credential of [pem, pfx]) {
      for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
        expect(await handshake({ ...credential, maxVersion })).toEqual({ subjectDn, refusal });
      }
    }
  });

  it('is trusted under the name of the real sandbox', async () => {
    expect((await handshake({ servername: 'bas-auth-api.qualif.ror.esante.gouv.fr' })).subjectDn).toBe('');
  });

  it('is trusted by a client that knows the root alone, because it sends the intermediate', async () => {
    const chain = await readFile(path.join(pki.dir, 'authorities', 'root.pem'));
    expect((await handshake({ ca: chain })).subjectDn).toBe('');
  });

  it('is reached by curl with the files as they are', async (context) => {
    const { port, seen } = await startServer();
    const { cert, key, subjectDn } = pki.leaves.good;
    const args = ['--silent', '--show-error', '--noproxy', '*', '--cacert', pki.caFile, '--cert', cert, '--key', key];
    const curl = await runToolBeside(context, 'curl', [...args, `https://localhost:${port}/`]);
    expect(curl).toEqual({ code: 0, output: '' });
    expect(await seen).toEqual({ subjectDn, refusal: '' });
  });
});

describe('other tools', () => {
  it.for<[LeafName, string]>([
    ['good', 'OK'],
    ['renewed', 'OK'],
    ['consumer', 'OK'],
    ['other-subject', 'OK'],
    ['expired', 'error 10 '],
    ['unknown-ca', 'error 20 '],
    ['self-signed', 'error 18 '],
  ])('openssl verify says of the leaf "%s": %s', ([name, verdict], context) => {
    const args = ['verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', pki.caFile, pki.leaves[name].cert];
    const { code, output } = runTool(context, 'openssl', args);
    expect(output).toContain(verdict);
    expect(code).toBe(verdict === 'OK' ? 0 : 2);
  });

  it('openssl verifies the server certificate for its use', (context) => {
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', pki.caFile, pki.serverChain];
    expect(runTool(context, 'openssl', args)).toMatchObject({ code: 0 });
  });

  it('openssl opens the .p12 and finds strong encryption, one certificate and its key', (context) => {
    const { p12, p12Password, subjectDn } = pki.leaves.good;
    const pass = ['-passin', `pass:${p12Password}`];
    const info = runTool(context, 'openssl', ['pkcs12', '-in', p12, '-info', '-nodes', ...pass]);
    expect(info).toMatchObject({ code: 0 });
    expect(info.output.match(/PBES2, PBKDF2, AES-256-CBC/g)).toHaveLength(2);
    expect(info.output.match(/BEGIN (CERTIFICATE|PRIVATE KEY)/g)).toEqual(['BEGIN PRIVATE KEY', 'BEGIN CERTIFICATE']);
    expect(subjectDn.startsWith('CN=CLIENT_TEST_RORN,')).toBe(true);
    expect(runTool(context, 'openssl', ['pkcs12', '-in', p12, '-nokeys', '-passin', 'pass:no'])).toMatchObject({
      code: 1,
    });
  });

  it('keytool finds two trusted certificates in the trust store', (context) => {
    const args = ['-list', '-keystore', pki.trustP12, '-storepass', pki.trustP12Password];
    const { code, output } = runTool(context, 'keytool', ['-J-Duser.language=en', ...args]);
    expect(code).toBe(0);
    expect(output.match(/trustedCertEntry/g)).toHaveLength(2);
  });

  it('keytool finds the key of each leaf in its .p12', (context) => {
    const { p12, p12Password } = pki.leaves.renewed;
    const args = ['-list', '-v', '-keystore', p12, '-storepass', p12Password];
    const { code, output } = runTool(context, 'keytool', ['-J-Duser.language=en', ...args]);
    expect(code).toBe(0);
    expect(output).toContain('Entry type: PrivateKeyEntry');
    expect(output).toContain('Owner: CN=CLIENT_TEST_RORN, OU=33333333333, O=GIP - TEST3012, ST=Paris (75), C=FR');
  });
});
