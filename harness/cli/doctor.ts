import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensurePki } from '../../certs/ensure-pki.ts';
import type { Pki } from '../../certs/pki.ts';
import { revokedSerials } from '../../certs/revocation.ts';
import type { Translate } from '../../messages/index.ts';
import { connectMockRor, startMockRor } from '../../mock-server/index.ts';
import type { MockRor } from '../../mock-server/index.ts';
import type { SetUp } from '../doctor/cause.ts';
import type { Diagnosis } from '../doctor/examine.ts';
import { examine } from '../doctor/examine.ts';
import { readWorldFacts } from '../runner/world-facts.ts';
import { CliError } from './cli-error.ts';
import type { CliContext, RegisterCommand } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { explainMockErrors } from './mock-errors.ts';
import { readInput } from './read-input.ts';
import type { RunFlags, RunRequest } from './run-request.ts';
import { readRequest } from './run-request.ts';

interface DoctorFlags extends Pick<RunFlags, 'config' | 'connector' | 'pki' | 'mock' | 'mockTokenFile' | 'json'> {
  readonly certificate?: string;
  readonly key?: string;
}

/** Adds `rorkit doctor`. */
export const registerDoctor: RegisterCommand = (program, context, finish) => {
  const { t } = context;
  program
    .command('doctor')
    .description(t('doctor.help'))
    .option('--config <file>', t('cli.help-run-config'))
    .option('--connector <file>', t('cli.help-run-connector'))
    .option('--certificate <file>', t('doctor.help-certificate'))
    .option('--key <file>', t('doctor.help-key'))
    .option('--pki <folder>', t('cli.help-run-pki'))
    .option('--mock <url>', t('cli.help-run-mock'))
    .option('--mock-token-file <file>', t('cli.help-run-mock-token-file'))
    .option('--json', t('cli.help-json'))
    .action(async (flags: DoctorFlags) => {
      const diagnoses = await explainMockErrors(t, () => diagnose(flags, context));
      context.out(flags.json === true ? jsonText(diagnoses, t) : plainText(diagnoses, t));
      finish(diagnoses.some(({ fault }) => fault !== null) ? EXIT.usage : EXIT.conformant);
    });
};

async function diagnose(flags: DoctorFlags, context: CliContext): Promise<readonly Diagnosis[]> {
  if ((flags.certificate === undefined) !== (flags.key === undefined)) {
    throw new CliError({ code: 'cli.usage', message: context.t('doctor.key-needed') });
  }
  const { certificate: _, key: __, ...runFlags } = flags;
  const request = readRequest([], runFlags, context);
  const pki = await ensurePki({ dir: request.config.pki });
  const mock = await openMock(request, pki);
  const scratch = mkdtempSync(join(tmpdir(), 'rorkit-doctor-'));
  try {
    return await examine(await setUpOf({ flags, request, pki, mock, scratch }, context));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await mock.close();
  }
}

function openMock({ remote }: RunRequest, pki: Pki): Promise<MockRor> {
  return remote === null ? startMockRor({ pki }) : connectMockRor(remote.url, remote.token);
}

interface Found {
  readonly flags: DoctorFlags;
  readonly request: RunRequest;
  readonly pki: Pki;
  readonly mock: MockRor;
  readonly scratch: string;
}

async function setUpOf(
  { flags, request, pki, mock, scratch }: Found,
  { cwd, env, interrupted, t }: CliContext,
): Promise<SetUp> {
  const file = flags.certificate === undefined ? pki.leaves.good.cert : resolve(cwd, flags.certificate);
  return {
    nodeVersion: process.versions.node,
    now: new Date(),
    certificate: certificateOf(file, t),
    keyFile: flags.key === undefined ? pki.leaves.good.key : resolve(cwd, flags.key),
    authorities: [pki.intermediateCer, pki.rootCer].map((path) => new X509Certificate(readFileSync(path))),
    revoked: await revokedSerials(pki),
    trust: readFileSync(pki.caFile, 'utf8'),
    facts: await readWorldFacts(mock, pki),
    connector: request.connector,
    environment: env,
    scratch,
    interrupted,
  };
}

function certificateOf(file: string, t: Translate): X509Certificate {
  const text = readInput(file, t);
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw new CliError({
      code: 'certs.not-a-certificate',
      message: t('certs.not-a-certificate', { file }),
      cause: error,
    });
  }
}

function plainText(diagnoses: readonly Diagnosis[], t: Translate): string {
  const lines = diagnoses.flatMap(({ cause, fault, note }) => {
    const title = t(`doctor.cause-${cause}`);
    if (note !== null) {
      return [
        `! ${title}`,
        `    ${t(`doctor.note-${note.code}`, note.values)}`,
        `    ${t('doctor.look')}${t('report.colon')} ${t(`doctor.look-${note.code}`, note.values)}`,
      ];
    }
    if (fault === null) return [`✓ ${title}`];
    return [
      `✗ ${title}`,
      `    ${t(`doctor.fault-${fault.code}`, fault.values)}`,
      `    ${t('doctor.mend')}${t('report.colon')} ${t(`doctor.mend-${fault.code}`, fault.values)}`,
    ];
  });
  const count = diagnoses.filter(({ fault }) => fault !== null).length;
  return `${[...lines, '', count === 0 ? t('doctor.fine') : t('doctor.found', { count })].join('\n')}\n`;
}

/** A note leaves `ok` true: nothing is known to be wrong. */
function jsonText(diagnoses: readonly Diagnosis[], t: Translate): string {
  const causes = diagnoses.map(({ cause, fault, note }) => {
    if (note !== null) {
      const text = t(`doctor.note-${note.code}`, note.values);
      const look = t(`doctor.look-${note.code}`, note.values);
      return { cause, ok: true, level: 'note', code: note.code, text, look, values: note.values };
    }
    if (fault === null) return { cause, ok: true, level: 'fine' };
    const text = t(`doctor.fault-${fault.code}`, fault.values);
    const mend = t(`doctor.mend-${fault.code}`, fault.values);
    return { cause, ok: false, level: 'fault', code: fault.code, text, mend, values: fault.values };
  });
  return `${JSON.stringify({ ok: causes.every(({ ok }) => ok), causes }, null, 2)}\n`;
}
