import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CertificateFileError } from '../../certs/certificate-file-error.ts';
import { leafOf, readCertificateFile } from '../../certs/read-certificate.ts';
import { issuerDnOf, subjectDnOf } from '../../certs/subject-dn.ts';
import { listProblemText, readEstablishmentList } from '../../mock-server/index.ts';
import type { Dossier } from '../evidence/dossier/dossier-state.ts';
import type { CertificateFacts, GoLiveFacts } from '../evidence/dossier/go-live.ts';
import type { MailFacts } from '../evidence/dossier/mails.ts';
import { verifyPack } from '../evidence/verify-pack.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import { loadConfig } from './config.ts';
import { explainedEvidence } from './evidence-errors.ts';
import { ownRules } from './pack-rules.ts';

/** What the files say that a dossier names. */
export interface DossierFacts extends MailFacts {
  readonly goLive: GoLiveFacts;
}

/** Reads every file that a dossier names, and the product of the configuration. @throws CliError for one that cannot be read */
export async function readDossierFacts(dossier: Dossier, file: string, context: CliContext): Promise<DossierFacts> {
  const folder = dirname(resolve(context.cwd, file));
  const { certificates } = dossier;
  const certificate = (path: string | undefined) => certificateFacts(path, folder, context);
  const [test, supplier, consumer] = await Promise.all([
    certificate(certificates.test),
    certificate(certificates.supplier),
    certificate(certificates.consumer),
  ]);
  const list = await listFacts(dossier, folder, context);
  const packFaults = await faultsOfPack(dossier.evidence, folder, context);
  return {
    product: loadConfig(undefined, context).product ?? null,
    testDn: test?.subjectDn ?? null,
    productionDns: [supplier, consumer].flatMap((one) => (one === null ? [] : [one.subjectDn])),
    establishments: list?.count ?? null,
    evidence: dossier.evidence ?? null,
    goLive: { now: new Date(), supplier, consumer, list, packFaults },
  };
}

async function certificateFacts(
  path: string | undefined,
  folder: string,
  { t }: CliContext,
): Promise<CertificateFacts | null> {
  if (path === undefined) return null;
  try {
    const leaf = leafOf((await readCertificateFile(resolve(folder, path))).certificates);
    return {
      subjectDn: subjectDnOf(leaf),
      issuerDn: issuerDnOf(leaf),
      sha256: leaf.fingerprint256,
      validFrom: leaf.validFromDate.toISOString(),
      validTo: leaf.validToDate.toISOString(),
    };
  } catch (error) {
    if (!(error instanceof CertificateFileError)) throw error;
    throw new CliError({ code: error.code, message: t(error.code, { file: path }), cause: error });
  }
}

async function listFacts(
  { establishments, solution }: Dossier,
  folder: string,
  { t }: CliContext,
): Promise<GoLiveFacts['list']> {
  if (establishments === undefined) return null;
  const form = solution === 'proprietary' ? 'proprietary' : 'shared-certificate';
  const list = await readEstablishmentList(resolve(folder, establishments), { form });
  if (!list.ok) {
    const because = list.problems
      .map((problem) => listProblemText(problem, t))
      .slice(0, 3)
      .join(' ; ');
    const message = t('dossier.bad-list', { file: establishments, because });
    throw new CliError({ code: 'dossier.bad-list', message });
  }
  const bare = list.rows.filter(({ subjectDn }) => subjectDn === null);
  return { count: list.rows.length, withoutCertificate: bare.map(({ finess }) => finess) };
}

async function faultsOfPack(path: string | undefined, folder: string, { t }: CliContext): Promise<number | null> {
  if (path === undefined) return null;
  const file = resolve(folder, path);
  if (!existsSync(file)) {
    throw new CliError({
      code: 'cli.file-unreadable',
      message: t('cli.file-unreadable', { file: path, reason: 'ENOENT' }),
    });
  }
  const own = await ownRules(t);
  const given = { trusted: null, nonce: null, timeStamp: null, tsa: null };
  const { faults } = await explainedEvidence(t, () => verifyPack({ file, now: new Date(), own, ...given }));
  return faults.length;
}
