import path from 'node:path';
import type { X509Certificate } from 'node:crypto';
import type { Command } from 'commander';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { LEAF_NAMES } from '../../certs/pki.ts';
import type { Pki } from '../../certs/pki.ts';
import { leafOf, readCertificateFile } from '../../certs/read-certificate.ts';
import { issuerDnOf, subjectDnOf } from '../../certs/subject-dn.ts';
import type { Translate } from '../../messages/index.ts';
import { DEFAULT_PKI_DIR, explained, readPassword } from './certs-input.ts';
import { addInspect } from './certs-inspect.ts';
import { addIssue } from './certs-issue.ts';
import { addRevoke } from './certs-revoke.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { collected } from './options.ts';

/** Adds `rorkit certs` with its commands. */
export const registerCerts: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  const certs = program.command('certs').description(t('certs.help'));
  addInit(certs, context).action(async (options: InitOptions) => {
    await runInit(options, context);
    finish(EXIT.conformant);
  });
  addDn(certs, context).action(async (file: string, options: DnOptions) => {
    await runDn(file, options, context);
    finish(EXIT.conformant);
  });
  addIssue(certs, context, finish);
  addRevoke(certs, context, finish);
  addInspect(certs, context, finish);
};

interface InitOptions {
  readonly dir: string;
  readonly remake?: true;
  readonly publicHost?: readonly string[];
  readonly json?: true;
}

function addInit(certs: Command, { t }: CliContext): Command {
  return certs
    .command('init')
    .description(t('certs.help-init'))
    .option('--dir <folder>', t('certs.help-dir'), DEFAULT_PKI_DIR)
    .option('--remake', t('certs.help-remake'))
    .option('--public-host <name>', t('certs.help-public-host'), collected)
    .option('--json', t('cli.help-json'));
}

async function runInit(options: InitOptions, context: CliContext): Promise<void> {
  const pki = await explained(context.t, async () =>
    ensurePki({
      dir: path.resolve(context.cwd, options.dir),
      publicHosts: options.publicHost ?? [],
      remake: options.remake === true,
    }),
  );
  context.out(options.json === true ? `${JSON.stringify(pki, null, 2)}\n` : describe(pki, context.t));
}

function describe(pki: Pki, t: Translate): string {
  const password = pki.trustP12Password;
  const leaves = LEAF_NAMES.flatMap((name) => {
    const { cert, subjectDn } = pki.leaves[name];
    return [`  ${name.padEnd(15)}${cert.replace(/\.pem$/, '.*')}`, `  ${' '.repeat(15)}${subjectDn}`];
  });
  const lines = [
    t('certs.title', { dir: pki.dir }),
    '',
    t('certs.trust'),
    `  ${pki.caFile}  ${t('certs.trust-pem')}`,
    `  ${pki.trustP12}  ${t('certs.trust-p12', { password })}`,
    `  ${pki.rootCer}  ${t('certs.trust-cer')}`,
    `  ${pki.intermediateCer}`,
    '',
    t('certs.server'),
    `  ${pki.serverChain}`,
    `  ${pki.serverKey}`,
    '',
    t('certs.leaves', { password: pki.leaves.good.p12Password }),
    ...leaves,
    '',
    t('certs.give-dn'),
    `  ${pki.leaves.good.subjectDn}`,
  ];
  return `${lines.join('\n')}\n`;
}

interface DnOptions {
  readonly passwordFile?: string;
  readonly json?: true;
}

function addDn(certs: Command, { t }: CliContext): Command {
  return certs
    .command('dn')
    .description(t('certs.help-dn'))
    .argument('<file>')
    .option('--password-file <file>', t('certs.help-password-file'))
    .option('--json', t('cli.help-json'));
}

async function runDn(file: string, options: DnOptions, context: CliContext): Promise<void> {
  const { t } = context;
  const password = options.passwordFile === undefined ? undefined : await readPassword(options.passwordFile, context);
  const found = await explained(t, async () => readCertificateFile(path.resolve(context.cwd, file), password));
  const leaf = leafOf(found.certificates);
  const subjectDn = subjectDnOf(leaf);
  if (subjectDn === '') throw new CliError({ code: 'certs.no-subject', message: t('certs.no-subject', { file }) });
  context.out(options.json === true ? `${JSON.stringify(summary(leaf, found.format), null, 2)}\n` : `${subjectDn}\n`);
}

function summary(leaf: X509Certificate, format: string): Record<string, string> {
  return {
    subjectDn: subjectDnOf(leaf),
    issuerDn: issuerDnOf(leaf),
    serialNumber: leaf.serialNumber,
    sha256: leaf.fingerprint256,
    validFrom: leaf.validFromDate.toISOString(),
    validTo: leaf.validToDate.toISOString(),
    format,
  };
}
