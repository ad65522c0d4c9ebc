import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { ensurePki } from '../../certs/ensure-pki.ts';
import { revoke } from '../../certs/revocation.ts';
import { DEFAULT_PKI_DIR, explained, readPassword } from './certs-input.ts';
import type { CliContext } from './command.ts';
import { EXIT } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

interface RevokeOptions {
  readonly dir: string;
  readonly passwordFile?: string;
  readonly json?: true;
}

/** Adds `rorkit certs revoke`. */
export function addRevoke(certs: Command, context: CliContext, finish: (code: ExitCode) => void): void {
  const { t } = context;
  certs
    .command('revoke')
    .description(t('certs.help-revoke'))
    .argument('<serial-or-file>')
    .option('--dir <folder>', t('certs.help-dir'), DEFAULT_PKI_DIR)
    .option('--password-file <file>', t('certs.help-password-file'))
    .option('--json', t('cli.help-json'))
    .action(async (target: string, options: RevokeOptions) => {
      await runRevoke(target, options, context);
      finish(EXIT.conformant);
    });
}

async function runRevoke(target: string, options: RevokeOptions, context: CliContext): Promise<void> {
  const { t, cwd } = context;
  const password =
    options.passwordFile === undefined ? {} : { password: await readPassword(options.passwordFile, context) };
  const file = path.resolve(cwd, target);
  const done = await explained(t, async () => {
    const pki = await ensurePki({ dir: path.resolve(cwd, options.dir) });
    return await revoke(pki, isSerial(target) && !existsSync(file) ? { serial: target } : { file, ...password });
  });
  if (options.json === true) return context.out(`${JSON.stringify(done, null, 2)}\n`);
  const { serialNumber, crls } = done;
  const said = t(done.isNew ? 'certs.revoked' : 'certs.revoked-before', { serial: serialNumber });
  context.out([said, `  ${crls.intermediate}`, ...crls.pem.map((pem) => `  ${pem}`), ''].join('\n'));
}

function isSerial(text: string): boolean {
  return /^[0-9A-Fa-f:\s]+$/.test(text);
}
