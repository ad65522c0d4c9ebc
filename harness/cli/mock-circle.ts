import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pki } from '../../certs/pki.ts';
import type { Translate } from '../../messages/index.ts';
import type { Establishment, Participant } from '../../mock-server/index.ts';
import { explained } from './certs-input.ts';
import type { CliContext } from './command.ts';

/** What the user gives of a circle of trust; nothing leaves that of the mock. */
export interface CircleOptions {
  /** File of participants. */
  readonly participants?: string;
  /** Files of authorities. */
  readonly trustCa?: readonly string[];
}

/** The circle of trust that a mock is started with. */
export interface Circle {
  /** What goes to `startMockRor`. */
  readonly start: { readonly participants?: readonly Participant[]; readonly trustCa?: readonly string[] };
  /** What is doubtful about the file of participants. */
  readonly warnings: readonly string[];
}

/** More of them are counted only. */
const MAX_WARNINGS = 20;

/**
 * Reads the files of a circle of trust, all of it before the mock is started.
 * @throws CliError for a file that cannot be read or is wrong
 */
export async function readCircle(options: CircleOptions, pki: Pki, context: CliContext): Promise<Circle> {
  const trustCa = (options.trustCa ?? []).map((file) => path.resolve(context.cwd, file));
  const given = trustCa.length === 0 ? [] : await readGiven(trustCa, context);
  const start = trustCa.length === 0 ? {} : { trustCa };
  if (options.participants === undefined) return { start, warnings: [] };
  const { loadParticipants } = await import('./load-participants.ts'); // most mocks are given none
  const files = [pki.intermediateCer, pki.rootCer];
  const testPki = await Promise.all(files.map(async (file) => new X509Certificate(await readFile(file))));
  const file = path.resolve(context.cwd, options.participants);
  const { participants, warnings } = await loadParticipants(file, { testPki, given }, context);
  return { start: { ...start, participants }, warnings };
}

async function readGiven(files: readonly string[], { t }: CliContext): Promise<readonly X509Certificate[]> {
  const { readTrustedAuthorities } = await import('../../certs/trusted-authorities.ts');
  return await explained(t, async () => readTrustedAuthorities(files));
}

/** What the participants list and the mock does not hold: it may be meant so, to see a 404, or be a number typed wrong. */
export function unknownEstablishments(
  participants: readonly Participant[],
  establishments: readonly Establishment[],
  t: Translate,
): readonly string[] {
  const known = new Set(establishments.map(({ finess }) => finess));
  return participants.flatMap(({ id, certificates }) =>
    certificates
      .flatMap((listed) => listed.establishments)
      .filter((finess) => !known.has(finess))
      .map((finess) => t('participants.unknown-establishment', { finess, id })),
  );
}

/** The warnings as lines for a person. */
export function warningLines(warnings: readonly string[], t: Translate): string {
  const shown = warnings.slice(0, MAX_WARNINGS).map((text) => t('mock.print.warning', { text }));
  const more = warnings.length - shown.length;
  return [...shown, ...(more > 0 ? [t('mock.print.more-warnings', { count: more })] : [])]
    .map((line) => `${line}\n`)
    .join('');
}
