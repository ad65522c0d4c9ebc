import { dirname } from 'node:path';
import { z } from 'zod';
import type { Translate } from '../../messages/index.ts';
import { readYaml } from '../model/yaml-document.ts';
import type { Attested, Question } from '../model/question.ts';
import { CliError } from './cli-error.ts';
import type { KeptAttestation } from './keep-attestation.ts';
import { keepAttestation } from './keep-attestation.ts';
import { problemsError } from './problems.ts';
import { readInput } from './read-input.ts';

/** The questions that only a person can answer. */
const QUESTIONS = ['refusal-reported', 'feed-stop-alert', 'deployed-version'] as const;

const attestation = z.strictObject({
  question: z.enum(QUESTIONS).describe('What is attested.'),
  scenario: z.string().min(1).optional().describe('Id of the scenario in which it is attested. Default: all of them.'),
  answer: z.enum(['yes', 'no']).describe('yes or no.'),
  by: z.string().min(1).max(200).describe('Who attests: a function, rather than a name.'),
  on: z.iso.date().describe('Day on which it was seen, YYYY-MM-DD.'),
  version: z.string().min(1).max(100).optional().describe('Of deployed-version: the version that is deployed.'),
  note: z.string().min(1).max(2_000).optional(),
  file: z.string().min(1).optional().describe('File that backs it, relative to this one; kept with the run.'),
});

const fileSchema = z.strictObject({ attestations: z.array(attestation).min(1).max(1_000) });

/** What is attested before a run, with the folder in which its files are. */
export interface AttestationsFile {
  readonly path: string;
  readonly attestations: z.infer<typeof fileSchema>['attestations'];
}

/** Reads a file of attestations. @throws CliError with file, line and column of what is wrong */
export function readAttestations(path: string, t: Translate): AttestationsFile {
  const reading = readYaml(readInput(path, t), fileSchema, path);
  if (!reading.ok) throw problemsError(reading.problems, t);
  return { path, attestations: reading.value.attestations };
}

/** Answers from a file of attestations; null for a question that it does not answer. */
export type AnswerFromFile = (question: Question) => Attested | null;

/**
 * The answers of a file of attestations, whose own files are kept in the folder of the run. One for the scenario wins
 * over one for all.
 * @throws CliError `cli.file-unreadable` for a file that cannot be kept
 */
export function answersOf({ path, attestations }: AttestationsFile, run: string, t: Translate): AnswerFromFile {
  const places = { from: dirname(path), run };
  const known = attestations.map(({ file, ...said }) => ({
    said,
    kept: file === undefined ? null : keptOrThrow(keepAttestation(file, places, t)),
  }));
  return ({ id, scenario }) => {
    const about = known.filter(({ said }) => said.question === id);
    const found =
      about.find(({ said }) => said.scenario === scenario) ?? about.find(({ said }) => said.scenario === undefined);
    if (found === undefined) return null;
    const { answer, by, on, version, note } = found.said;
    return {
      answer,
      by,
      on,
      ...(version && { version }),
      ...(note && { note }),
      ...(found.kept !== null && { file: found.kept }),
    };
  };
}

function keptOrThrow(kept: KeptAttestation | string): KeptAttestation {
  if (typeof kept !== 'string') return kept;
  throw new CliError({ code: 'cli.file-unreadable', message: kept });
}
