import { copyFile, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { issueLeaf } from '../../certs/issue-leaf.ts';
import type { IssuedLeaf, LeafOptions, LeafRequest } from '../../certs/issue-leaf.ts';
import { writeLegacyP12 } from '../../certs/legacy-p12.ts';
import { FIXTURE_NAMES } from '../../certs/pki.ts';
import type { FixtureName } from '../../certs/pki.ts';
import { PkiError } from '../../certs/pki-error.ts';
import { makePrivateFolder } from '../../certs/private-folder.ts';
import type { Translate } from '../../messages/index.ts';
import { DEFAULT_PKI_DIR, explained, reasonOf } from './certs-input.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { oneOf, wholeNumber } from './options.ts';

/** As long as the certificates of IGC-Santé: a longer one could outlive its authority. */
const MAX_DAYS = 1095;

interface IssueOptions {
  readonly dir: string;
  readonly fixture?: FixtureName;
  readonly subject?: string;
  readonly establishment?: string;
  readonly out?: string;
  readonly days?: number;
  readonly keyType?: 'rsa' | 'ec';
  readonly legacyP12?: true;
  readonly json?: true;
}

/** Adds `rorkit certs issue`. */
export function addIssue(certs: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  const { t } = context;
  certs
    .command('issue')
    .description(t('certs.help-issue'))
    .option(
      '--fixture <name>',
      t('certs.help-fixture', { names: FIXTURE_NAMES.join(', ') }),
      oneOf(t, '--fixture', FIXTURE_NAMES),
    )
    .option('--subject <dn>', t('certs.help-subject'))
    .option('--establishment <finess>', t('certs.help-establishment'))
    .option('--out <folder>', t('certs.help-out'))
    .option('--days <number>', t('certs.help-days'), wholeNumber(t, '--days', { min: 1, max: MAX_DAYS }))
    .option('--key-type <rsa|ec>', t('certs.help-key-type'), oneOf(t, '--key-type', ['rsa', 'ec']))
    .option('--legacy-p12', t('certs.help-legacy-p12'))
    .option('--dir <folder>', t('certs.help-dir'), DEFAULT_PKI_DIR)
    .option('--json', t('cli.help-json'))
    .action(async (options: IssueOptions) => {
      await runIssue(options, context);
      finish(EXIT.conformant);
    });
}

async function runIssue(options: IssueOptions, context: CliContext): Promise<void> {
  const { t, cwd } = context;
  const request = requestOf(options, t);
  const issued = await explained(t, async () => {
    const pki = await ensurePki({ dir: path.resolve(cwd, options.dir) });
    const leaf = await issueLeaf(pki, request);
    const legacy = options.legacyP12 === true ? await writeLegacyP12(pki, leaf) : null;
    const held = { ...leaf, legacyP12: legacy };
    return options.out === undefined ? held : await copyTo(path.resolve(cwd, options.out), held, t);
  });
  context.out(options.json === true ? `${JSON.stringify(issued, null, 2)}\n` : describe(issued, t));
}

type Held = IssuedLeaf & { readonly legacyP12: string | null };

/** Exactly one of the three; a fixture is what it is, so that the options of a new certificate do not go with it. */
function requestOf(options: IssueOptions, t: Translate): LeafRequest {
  const { fixture, subject, establishment } = options;
  const given = [fixture, subject, establishment].filter((each) => each !== undefined);
  if (given.length !== 1) throw new CliError({ code: 'cli.usage', message: t('certs.issue-what') });
  if (fixture !== undefined) {
    if (options.days === undefined && options.keyType === undefined) return { fixture };
    throw new CliError({ code: 'cli.usage', message: t('certs.issue-fixture-as-is') });
  }
  const extra: LeafOptions = {
    ...(options.days === undefined ? {} : { days: options.days }),
    ...(options.keyType === undefined ? {} : { keyType: options.keyType }),
  };
  return subject === undefined ? { establishment: establishment ?? '', ...extra } : { subject, ...extra };
}

/** Copies the files, in a folder of their own below `out`; never over a file that is there. */
async function copyTo(out: string, leaf: Held, t: Translate): Promise<Held> {
  const folder = path.join(out, leaf.name);
  const copied = async (file: string): Promise<string> => {
    const target = path.join(folder, path.basename(file));
    await copyFile(file, target, constants.COPYFILE_EXCL);
    return target;
  };
  try {
    makePrivateFolder(folder);
    return {
      ...leaf,
      cert: await copied(leaf.cert),
      key: await copied(leaf.key),
      p12: await copied(leaf.p12),
      legacyP12: leaf.legacyP12 === null ? null : await copied(leaf.legacyP12),
    };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'EEXIST')
      throw new PkiError('certs.file-exists', folder, { message: `${folder} holds these files`, cause: error });
    const message = t('certs.out-unusable', { dir: folder, reason });
    throw new CliError({ code: 'certs.out-unusable', message, cause: error });
  }
}

function describe(leaf: Held, t: Translate): string {
  const lines = [
    leaf.subjectDn,
    `  ${t('certs.issued-serial', { serial: leaf.serialNumber, date: leaf.expiresAt.slice(0, 10) })}`,
    `  ${leaf.cert}`,
    `  ${leaf.key}`,
    `  ${leaf.p12}  ${t('certs.issued-password', { password: leaf.p12Password })}`,
    ...(leaf.legacyP12 === null ? [] : [`  ${leaf.legacyP12}  ${t('certs.issued-legacy')}`]),
  ];
  return `${lines.join('\n')}\n`;
}
