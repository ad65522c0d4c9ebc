import type { CauseName, Examine, Fault, Note, SetUp } from './cause.ts';
import { CAUSES, isNote } from './cause.ts';
import { examineChain } from './chain.ts';
import { examineClock } from './clock.ts';
import { examineConnectorStart } from './connector-start.ts';
import { examineEstablishments } from './establishments.ts';
import { examineHostNames } from './host-names.ts';
import { examineIdentifiers } from './identifiers.ts';
import { examineKey } from './key.ts';
import { examineNodeVersion } from './node-version.ts';
import { examinePorts } from './ports.ts';
import { examineServerTrust } from './server-trust.ts';
import { examineSubjectDn } from './subject-dn.ts';
import { examineUsage } from './usage.ts';

const EXAMINERS: Readonly<Record<CauseName, Examine>> = {
  'node-version': examineNodeVersion,
  key: examineKey,
  chain: examineChain,
  usage: examineUsage,
  clock: examineClock,
  'subject-dn': examineSubjectDn,
  'host-names': examineHostNames,
  'server-trust': examineServerTrust,
  identifiers: examineIdentifiers,
  establishments: examineEstablishments,
  ports: examinePorts,
  'connector-start': examineConnectorStart,
};

/** What one look gave. */
export interface Diagnosis {
  readonly cause: CauseName;
  /** What is wrong; null when nothing is. */
  readonly fault: Fault | null;
  /** What is worth a look though nobody can call it wrong; null when nothing is. */
  readonly note: Note | null;
}

/** What a fault of the first makes it pointless to look at: it would be blamed for the same thing again. */
const EXPLAINS: Partial<Readonly<Record<CauseName, readonly CauseName[]>>> = {
  'subject-dn': ['establishments'],
  'host-names': ['server-trust'],
  ports: ['connector-start'],
};

/** Looks at everything, in the order in which one thing explains another. */
export async function examine(setUp: SetUp): Promise<readonly Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  const explained = new Set<CauseName>();
  for (const cause of CAUSES) {
    if (explained.has(cause)) continue;
    const seen = await EXAMINERS[cause](setUp);
    const note = seen !== null && isNote(seen) ? seen : null;
    const fault = seen === null || isNote(seen) ? null : seen;
    diagnoses.push({ cause, fault, note });
    if (fault !== null) for (const other of EXPLAINS[cause] ?? []) explained.add(other);
  }
  return diagnoses;
}
