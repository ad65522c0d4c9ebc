import { existsSync } from 'node:fs';
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
    trusted: flags.trust === undefined ? null : certificatesOf(readInput(resolve(cwd, flags.trust), t)),
    nonce: flags.nonce ?? null,
    own: await ownRules(t),
  });
  context.out(flags.json === true ? `${JSON.stringify(asJson(found, t))}\n` : `${asText(found, t).join('\n')}\n`);
  return found.faults.length === 0 ? EXIT.conformant : EXIT.notConformant;
}

function asJson({ pack, faults, signature, runs }: Verification, t: Translate): Record<string, unknown> {
  return {
    unchanged: faults.length === 0,
    faults: faults.map(({ text, values }) => ({
      code: text.replace('evidence.fault-', ''),
      message: t(text, values),
      values,
    })),
    signature,
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

/** What the signature proves and what it does not, in words that leave no doubt. */
function proofLines({ signature, pack }: Verification, t: Translate): readonly string[] {
  const { signer, isTrusted } = signature;
  const numbering = t('evidence.proof-numbering');
  if (signer === null)
    return [t(pack?.signer === null ? 'evidence.proof-unsigned' : 'evidence.proof-no-signature'), numbering];
  const values = { subject: signer.subject, issuer: signer.issuer };
  if (isTrusted) return [t('evidence.proof-trusted', values), numbering];
  return [t(signer.isSelfSigned ? 'evidence.proof-self-signed' : 'evidence.proof-not-checked', values), numbering];
}
