import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { makePack } from '../evidence/make-pack.ts';
import { PACK_FILES } from '../evidence/pack-format.ts';
import type { Pack } from '../evidence/pack-format.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import type { Config } from './config.ts';
import { loadConfig } from './config.ts';
import { explainedEvidence } from './evidence-errors.ts';
import { attestedFiles, declared } from './evidence-declared.ts';
import { signingKey } from './evidence-key.ts';
import { stamping } from './evidence-stamp.ts';
import { EXIT } from './exit-codes.ts';
import { collected, wholeNumber } from './options.ts';
import { ownRules } from './pack-rules.ts';
import { productVersion } from './product-version.ts';

const DAY_MS = 86_400_000;
const PACKAGE_FILE = fileURLToPath(new URL('../../package.json', import.meta.url));

interface EvidenceFlags {
  readonly config?: string;
  readonly out?: string;
  readonly key?: string;
  readonly cert?: string;
  readonly p12?: string;
  readonly passwordFile?: string;
  readonly tsaUrl?: string;
  readonly timeStampRequest?: string;
  readonly annex?: string;
  readonly attestation?: readonly string[];
  readonly product?: string;
  readonly productVersion?: string;
  readonly vendor?: string;
  readonly signatory?: string;
  readonly function?: string;
  readonly expires?: number;
  readonly nonce?: string;
  readonly allowPersonalData?: string;
}

/** Adds `rorkit evidence`. */
export const registerEvidence: RegisterCommand = (program, context, finish) => {
  addOptions(program.command('evidence'), context).action(
    async (first: number, last: number | undefined, flags: EvidenceFlags) => {
      await explainedEvidence(context.t, () => evidence({ first, last: last ?? first }, flags, context));
      finish(EXIT.conformant);
    },
  );
};

function addOptions(command: Command, { t }: CliContext): Command {
  const run = (name: string) => wholeNumber(t, name, { min: 1, max: 999_999_999 });
  return command
    .description(t('evidence.help'))
    .argument('<first>', t('evidence.help-first'), run('first'))
    .argument('[last]', t('evidence.help-last'), run('last'))
    .option('--config <file>', t('cli.help-run-config'))
    .option('--out <file>', t('evidence.help-out'))
    .option('--key <file>', t('evidence.help-key'))
    .option('--cert <file>', t('evidence.help-cert'))
    .option('--p12 <file>', t('evidence.help-p12'))
    .option('--password-file <file>', t('evidence.help-password-file'))
    .option('--tsa-url <url>', t('evidence.help-tsa-url'))
    .option('--time-stamp-request <file>', t('evidence.help-time-stamp-request'))
    .option('--annex <file>', t('evidence.help-annex'))
    .option('--attestation <file>', t('evidence.help-attestation'), collected)
    .option('--product <name>', t('evidence.help-product'))
    .option('--product-version <text>', t('evidence.help-product-version'))
    .option('--vendor <name>', t('evidence.help-vendor'))
    .option('--signatory <name>', t('evidence.help-signatory'))
    .option('--function <text>', t('evidence.help-function'))
    .option('--expires <days>', t('evidence.help-expires'), wholeNumber(t, '--expires', { min: 1, max: 3650 }))
    .option('--nonce <text>', t('evidence.help-nonce'))
    .option('--allow-personal-data <reason>', t('evidence.help-allow'));
}

async function evidence(
  range: { first: number; last: number },
  flags: EvidenceFlags,
  context: CliContext,
): Promise<void> {
  const { cwd, t } = context;
  if (range.last < range.first) throw new CliError({ code: 'cli.usage', message: t('evidence.usage-range') });
  if (flags.allowPersonalData?.trim() === '')
    throw new CliError({ code: 'cli.usage', message: t('evidence.usage-reason') });
  const config = loadConfig(flags.config, context);
  const out = resolve(cwd, flags.out ?? `evidence-${range.first}-${range.last}.zip`);
  if (existsSync(out)) throw new CliError({ code: 'cli.usage', message: t('evidence.usage-exists', { file: out }) });
  const now = new Date();
  const own = declared(flags, context);
  const pack = await makePack({
    ...range,
    dataDir: config.data,
    out,
    now,
    expires: flags.expires === undefined ? null : new Date(now.getTime() + flags.expires * DAY_MS),
    nonce: flags.nonce ?? null,
    product: productOf(flags, config),
    signatory: signatoryOf(flags, context),
    signing: await signingKey(flags, context),
    ...own,
    attestations: [...attestedFiles(config.data, range), ...own.attestations],
    ...stamping(flags, context),
    allowPersonalData: flags.allowPersonalData ?? null,
    own: await ownRules(t),
    made: { rorkit: productVersion(), node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    packageFile: PACKAGE_FILE,
  });
  context.out(`${summary(pack, out, context).join('\n')}\n`);
}

function summary(pack: Pack, out: string, { t }: CliContext): readonly string[] {
  const attempts = pack.runs.flatMap((run) => run.attempts).length;
  const made = [t('evidence.made', { file: out, runs: pack.runs.length, attempts })];
  if (pack.personalData !== null) {
    made.push(t('evidence.made-personal', { reason: pack.personalData.reason, count: pack.personalData.found.length }));
  }
  if (pack.notScanned.length > 0) made.push(t('evidence.not-scanned', { files: pack.notScanned.join(', ') }));
  if (pack.signer === null) return [...made, t('evidence.made-unsigned')];
  const { manifest, signature } = PACK_FILES;
  const stamp = pack.timeStamped
    ? [`  openssl ts -verify -data ${manifest} -in ${PACK_FILES.timeStamp} -CAfile TSA.pem`]
    : [];
  const line = `openssl cms -verify -binary -inform DER -in ${signature} -content ${manifest} -noverify -out /dev/null`;
  return [...made, t('evidence.made-check'), `  sha256sum -c ${manifest}`, `  ${line}`, ...stamp];
}

function productOf(flags: EvidenceFlags, { product }: Config): Pack['product'] {
  const name = flags.product ?? product?.name;
  if (name === undefined) return null;
  return {
    name,
    version: flags.productVersion ?? product?.version ?? '',
    vendor: flags.vendor ?? product?.vendor ?? '',
  };
}

function signatoryOf(flags: EvidenceFlags, { t }: CliContext): Pack['signatory'] {
  if ((flags.signatory === undefined) !== (flags.function === undefined)) {
    throw new CliError({ code: 'cli.usage', message: t('evidence.usage-signatory') });
  }
  return flags.signatory === undefined ? null : { name: flags.signatory, function: flags.function ?? '' };
}
