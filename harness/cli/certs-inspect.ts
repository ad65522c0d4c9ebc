import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { Inspection } from '../../certs/inspect-certificate.ts';
import { heldPki } from '../../certs/held-pki.ts';
import { leafOf, readCertificateFile } from '../../certs/read-certificate.ts';
import type { CertificateFile } from '../../certs/read-certificate.ts';
import { revokedSerials } from '../../certs/revocation.ts';
import type { Translate } from '../../messages/index.ts';
import { DEFAULT_PKI_DIR, explained, readPassword } from './certs-input.ts';
import type { CliContext } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { collected } from './options.ts';

interface InspectOptions {
  readonly dir: string;
  readonly passwordFile?: string;
  readonly trustCa?: readonly string[];
  readonly json?: true;
}

/** Adds `rorkit certs inspect`. */
export function addInspect(certs: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  const { t } = context;
  certs
    .command('inspect')
    .description(t('certs.help-inspect'))
    .argument('<file>')
    .option('--password-file <file>', t('certs.help-password-file'))
    .option('--trust-ca <file>', t('certs.help-trust-ca'), collected)
    .option('--dir <folder>', t('certs.help-dir'), DEFAULT_PKI_DIR)
    .option('--json', t('cli.help-json'))
    .action(async (file: string, options: InspectOptions) => {
      finish(await runInspect(file, options, context));
    });
}

/** Exit code 3 when something would be refused. */
async function runInspect(file: string, options: InspectOptions, context: CliContext): Promise<ExitCode> {
  const { t, cwd } = context;
  const password = options.passwordFile === undefined ? undefined : await readPassword(options.passwordFile, context);
  const { read, inspection } = await explained(t, async () => {
    const found = await readCertificateFile(path.resolve(cwd, file), password);
    return { read: found, inspection: await inspect(found, options, cwd) };
  });
  const { format, hasPrivateKey } = read;
  const text =
    options.json === true
      ? `${JSON.stringify({ format, hasPrivateKey, ...withTexts(inspection, t) }, null, 2)}\n`
      : describe(inspection, read, t);
  context.out(text);
  return inspection.findings.some(({ level }) => level === 'error') ? EXIT.notConformant : EXIT.conformant;
}

/** The test PKI is asked only if there is one: looking at a file makes nothing. */
async function inspect(found: CertificateFile, options: InspectOptions, cwd: string): Promise<Inspection> {
  const { inspectCertificate } = await import('../../certs/inspect-certificate.ts');
  const pki = await heldPki(path.resolve(cwd, options.dir));
  const given = await Promise.all(
    (options.trustCa ?? []).map(async (file) => (await readCertificateFile(path.resolve(cwd, file))).certificates),
  );
  const leaf = leafOf(found.certificates);
  return inspectCertificate([leaf, ...found.certificates.filter((each) => each !== leaf)], {
    now: new Date(),
    testPki: pki === null ? [] : await certificatesIn([pki.intermediateCer, pki.rootCer]),
    revoked: pki === null ? [] : await revokedSerials(pki),
    given: given.flat(),
  });
}

async function certificatesIn(files: readonly string[]): Promise<X509Certificate[]> {
  return await Promise.all(files.map(async (file) => new X509Certificate(await readFile(file))));
}

function withTexts(inspection: Inspection, t: Translate): object {
  const findings = inspection.findings.map(({ level, code }) => ({ level, code, text: t(`certs.inspect-${code}`) }));
  return { ...inspection, findings };
}

function describe(inspection: Inspection, read: CertificateFile, t: Translate): string {
  const { structure } = inspection;
  const any = t('certs.inspect-any-usage');
  const rows: readonly (readonly [string, string])[] = [
    [t('certs.inspect-row-subject'), inspection.subjectDn],
    [t('certs.inspect-row-issuer'), inspection.issuerDn],
    [t('certs.inspect-row-chain'), t(`certs.inspect-chain-${inspection.chain}`)],
    [t('certs.inspect-row-serial'), inspection.serialNumber],
    [t('certs.inspect-row-dates'), `${inspection.validFrom} – ${inspection.validTo}`],
    [t('certs.inspect-row-key-usage'), inspection.keyUsage?.join(', ') ?? any],
    [t('certs.inspect-row-extended-usage'), inspection.extendedKeyUsage?.join(', ') ?? any],
    [t('certs.inspect-row-key'), [inspection.key, inspection.signatureHash].filter((part) => part !== null).join(', ')],
    ...(structure === null
      ? []
      : [[t('certs.inspect-row-ou'), `${structure.ou}  (${t(`certs.inspect-ou-${structure.kind}`)})`] as const]),
    ['SHA-256', inspection.sha256],
  ];
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const findings = inspection.findings.map(
    ({ level, code }) => `${t(`certs.inspect-level-${level}`)} ${t(`certs.inspect-${code}`)}`,
  );
  const lines = [
    ...rows.map(([label, value]) => `${label.padEnd(width)}${value}`),
    '',
    ...(findings.length === 0 ? [t('certs.inspect-nothing')] : findings),
    ...(read.hasPrivateKey ? [t('certs.inspect-private-key')] : []),
  ];
  return `${lines.join('\n')}\n`;
}
