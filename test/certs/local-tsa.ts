import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A time-stamping authority of one's own, run by openssl. */
export interface LocalTsa {
  /** PEM file of its root. */
  readonly root: string;
  /** The answer to a request, as `openssl ts` makes it. */
  readonly answer: (request: Uint8Array) => Buffer;
}

/** True when there is an openssl to be the authority. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** Makes a time-stamping authority in `folder`. */
export function makeLocalTsa(folder: string): LocalTsa {
  const file = (name: string): string => join(folder, name);
  const config = [
    '[tsa]',
    'default_tsa = own',
    '[own]',
    `serial = ${file('tsa.serial')}`,
    `signer_cert = ${file('tsa.crt')}`,
    `signer_key = ${file('tsa.key')}`,
    'signer_digest = sha256',
    'default_policy = 1.2.3.4.1',
    'digests = sha256, sha384, sha512',
    'ess_cert_id_chain = no',
    '[leaf]',
    'basicConstraints = critical,CA:FALSE',
    'extendedKeyUsage = critical,timeStamping',
    'keyUsage = critical,digitalSignature',
    '[root]',
    'basicConstraints = critical,CA:TRUE',
    'keyUsage = critical,keyCertSign',
    '[req]',
    'distinguished_name = name',
    '[name]',
  ];
  writeFileSync(file('tsa.cnf'), `${config.join('\n')}\n`);
  writeFileSync(file('tsa.serial'), '01\n');
  const key = (name: string): string[] => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(`${name}.key`)];
  run(
    'req',
    '-x509',
    ...key('tsa-root'),
    '-out',
    file('tsa-root.crt'),
    ...subject('RACINE'),
    '-days',
    '2',
    '-config',
    file('tsa.cnf'),
    '-extensions',
    'root',
  );
  run('req', '-new', ...key('tsa'), '-out', file('tsa.csr'), ...subject('HORODATEUR'), '-config', file('tsa.cnf'));
  run(
    'x509',
    '-req',
    '-in',
    file('tsa.csr'),
    '-CA',
    file('tsa-root.crt'),
    '-CAkey',
    file('tsa-root.key'),
    '-CAcreateserial',
    '-out',
    file('tsa.crt'),
    '-days',
    '1',
    '-extfile',
    file('tsa.cnf'),
    '-extensions',
    'leaf',
  );
  return {
    root: file('tsa-root.crt'),
    answer: (request) => {
      writeFileSync(file('asked.tsq'), request);
      return run('ts', '-reply', '-config', file('tsa.cnf'), '-section', 'own', '-queryfile', file('asked.tsq'));
    },
  };
}

function subject(name: string): string[] {
  return ['-subj', `/C=FR/O=HORODATAGE FICTIF/CN=${name}`];
}

function run(...args: readonly string[]): Buffer {
  const ended = spawnSync('openssl', [...args]);
  if (ended.status !== 0) throw new Error(`openssl ${args[0]}: ${ended.stderr.toString()}`);
  return ended.stdout;
}
