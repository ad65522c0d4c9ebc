import type { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { certificatesOf } from '../../certs/signing-key.ts';
import type { Translate } from '../../messages/index.ts';
import { verifyPack } from '../evidence/verify-pack.ts';
import type { Verification } from '../evidence/verify-pack.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { explainedEvidence } from './evidence-errors.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { ownRules } from './pack-rules.ts';
import { readInput } from './read-input.ts';

interface VerifyFlags {
  readonly trust?: string;
  readonly nonce?: string;
  readonly timeStamp?: string;
  readonly tsa?: string;
  readonly json?: true;
}

/** Adds `rorkit verify`. */
export const registerVerify: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  program
    .command('verify')
    .description(t('evidence.help-verify'))
    .argument('<pack>', t('evidence.help-pack'))
    .option('--trust <file>', t('evidence.help-trust'))
    .option('--nonce <text>', t('evidence.help-verify-nonce'))
    .option('--time-stamp <file>', t('evidence.help-time-stamp'))
    .option('--tsa <file>', t('evidence.help-tsa'))
    .option('--json', t('evidence.help-verify-json'))
    .action(async (pack: string, flags: VerifyFlags) => {
      finish(await explainedEvidence(t, () => verify(pack, flags, context)));
    });
};

async function verify(pack: string, flags: VerifyFlags, context: CliContext): Promise<ExitCode> {
  const { cwd, t } = context;
  const file = resolve(cwd, pack);
  if (!existsSync(file)) {
    throw new CliError({ code: 'cli.file-unreadable', message: t('cli.file-unreadable', { file, reason: 'ENOENT' }) });
  }
  const found = await verifyPack({
    file,
    now: new Date(),
    trusted: authorities(flags.trust, context),
    timeStamp: bytesOf(flags.timeStamp, context),
    tsa: authorities(flags.tsa, context),
    nonce: flags.nonce ?? null,
    own: await ownRules(t),
  });
  context.out(flags.json === true ? `${JSON.stringify(asJson(found, t))}\n` : `${asText(found, t).join('\n')}\n`);
  return found.faults.length === 0 ? EXIT.conformant : EXIT.notConformant;
}

function authorities(file: string | undefined, { cwd, t }: CliContext): readonly X509Certificate[] | null {
  return file === undefined ? null : certificatesOf(readInput(resolve(cwd, file), t));
}

function bytesOf(file: string | undefined, { cwd, t }: CliContext): Buffer | null {
  if (file === undefined) return null;
  const path = resolve(cwd, file);
  readInput(path, t); // says in one line when it cannot be read
  return readFileSync(path);
}

function asJson({ pack, faults, signature, timeStamp, runs }: Verification, t: Translate): Record<string, unknown> {
  return {
    unchanged: faults.length === 0,
    faults: faults.map(({ text, values }) => ({
      code: text.replace('evidence.fault-', ''),
      message: t(text, values),
      values,
    })),
    signature,
    timeStamp,
    runs: runs.map(({ run, result: { judged, notJudged, sameRules, entries } }) => ({
      run: run.run,
      entries,
      judgedAgain: sameRules ? judged : null,
      notJudged,
      rules: run.rules,
    })),
    pack,
  };
}

function asText(found: Verification, t: Translate): readonly string[] {
  const { faults } = found;
  const faultLines = faults.map(({ text, values }) => `  ✗ ${t(text, values)}`);
  const head = faults.length === 0 ? t('evidence.unchanged') : t('evidence.changed', { count: faults.length });
  return [head, ...faultLines, ...packLines(found, t), ...runLines(found, t), '', ...proofLines(found, t)];
}

function packLines({ pack }: Verification, t: Translate): readonly string[] {
  if (pack === null) return [];
  const { product, signatory, created, expires, nonce, personalData } = pack;
  return [
    '',
    ...(product === null ? [] : [t('evidence.says-product', { ...product })]),
    ...(signatory === null ? [] : [t('evidence.says-signatory', { ...signatory })]),
    t('evidence.says-created', { created, expires: expires ?? '—', nonce: nonce ?? '—' }),
    ...(pack.annex ? [t('evidence.says-annex')] : []),
    ...(pack.attestations.length === 0 ? [] : [t('evidence.says-attestations', { count: pack.attestations.length })]),
    ...(pack.notScanned.length === 0 ? [] : [t('evidence.not-scanned', { files: pack.notScanned.join(', ') })]),
    ...(personalData === null
      ? []
      : [t('evidence.says-personal', { reason: personalData.reason, count: personalData.found.length })]),
  ];
}

function runLines({ runs }: Verification, t: Translate): readonly string[] {
  return runs.map(({ run, result }) => {
    const { judged, notJudged, sameRules, entries } = result;
    const values = { run: run.run, judged, notJudged, entries, version: run.rules.rorkit };
    return t(sameRules ? 'evidence.run-judged' : 'evidence.run-other-rules', values);
  });
}

/** What signature and time-stamp prove and what they do not, in words that leave no doubt. */
function proofLines(found: Verification, t: Translate): readonly string[] {
  return [...signatureLines(found, t), ...stampLines(found, t), t('evidence.proof-numbering')];
}

function stampLines({ timeStamp }: Verification, t: Translate): readonly string[] {
  if (timeStamp === null) return [];
  const { isTrusted, at, by } = timeStamp;
  return [t(isTrusted ? 'evidence.proof-stamped' : 'evidence.proof-stamped-by', { at, by })];
}

function signatureLines({ signature, pack }: Verification, t: Translate): readonly string[] {
  const { signer, isTrusted } = signature;
  if (signer === null) return [t(pack?.signer === null ? 'evidence.proof-unsigned' : 'evidence.proof-no-signature')];
  const values = { subject: signer.subject, issuer: signer.issuer };
  if (isTrusted) return [t('evidence.proof-trusted', values)];
  return [t(signer.isSelfSigned ? 'evidence.proof-self-signed' : 'evidence.proof-not-checked', values)];
}
