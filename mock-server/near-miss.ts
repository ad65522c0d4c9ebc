import { compareDn, DnError, parseDn } from '../certs/dn.ts';
import { KEY_ATTRIBUTES } from '../mev3/capacity/types.ts';
import type { CapacityKey } from '../mev3/capacity/types.ts';
import { keyText } from '../mev3/capacity/key.ts';
import { nearestOf } from '../mev3/codes/nearest.ts';
import type { Catalogue } from '../mev3/kernel.ts';
import type { Participant } from './mock-ror.ts';
import type { Difference, NearMiss, NearMissAnswer, NearMissQuestion } from './mock-ror-questions.ts';

/** Where the known things are. */
export interface KnownThings {
  /** Every identifier that finds a Location, each once. */
  readonly identifiers: readonly string[];
  readonly participants: readonly Participant[];
  readonly catalogue: Catalogue;
}

const MOST = 5;

/** The nearest known thing to an identifier, a subject DN or an indicator, and what differs. */
export function nearMiss(question: NearMissQuestion, known: KnownThings): NearMissAnswer {
  if ('identifier' in question) return nearIdentifier(question.identifier, known.identifiers);
  if ('subjectDn' in question) return nearDn(question, known.participants);
  return nearIndicator(question.indicator, known.catalogue);
}

/** Slips that explain an identifier at once, each with the spelling that it would have been. */
const SLIPS: readonly (readonly [string, (text: string) => string])[] = [
  ['percent-encoding', (text) => text.replaceAll(/%2f/gi, '/')],
  ['spaces', (text) => text.replaceAll(/\s+/g, '')],
  ['case', (text) => text.toLowerCase()],
  ['separator', (text) => text.replaceAll(/[-_.\\|:/]/g, '')],
];

function nearIdentifier(seen: string, known: readonly string[]): NearMissAnswer {
  if (known.includes(seen)) return { isKnown: true, nearest: [] };
  const found = new Map<string, NearMiss>();
  for (const [value, part] of [
    ...slipsOf(seen, known),
    ...otherEstablishments(seen, known),
    ...otherLetters(seen, known),
  ]) {
    if (!found.has(value)) found.set(value, { value, differs: differencesOf(part, seen, value) });
  }
  return { isKnown: false, nearest: [...found.values()].slice(0, MOST) };
}

/** A known identifier, and the part in which it differs. */
type Candidate = readonly [value: string, part: string];

function slipsOf(seen: string, known: readonly string[]): readonly Candidate[] {
  return SLIPS.flatMap(([slip, fold]) => {
    const folded = fold(seen);
    return known.filter((value) => fold(value) === folded).map((value): Candidate => [value, slip]);
  });
}

/** The code alone, or a FINESS number where the IdNatStruct (1 + FINESS) stands. */
function otherEstablishments(seen: string, known: readonly string[]): readonly Candidate[] {
  const [own, ownCode] = halves(seen);
  const isMeant = (value: string): boolean => {
    const [establishment, code] = halves(value);
    return code === ownCode && (own === '' || `1${own}` === establishment);
  };
  return known.filter(isMeant).map((value): Candidate => [value, 'establishment']);
}

function otherLetters(seen: string, known: readonly string[]): readonly Candidate[] {
  const [own, ownCode] = halves(seen);
  const sameEstablishment = known.filter((value) => halves(value)[0] === own);
  const sameCode = known.filter((value) => halves(value)[1] === ownCode);
  return [sameEstablishment, sameCode, known.slice(0, MOST_COMPARED)].flatMap((candidates): Candidate[] => {
    const near = nearestOf(seen, candidates);
    return near === undefined ? [] : [[near, 'letters']];
  });
}

/** Beyond its own establishment and its own code an identifier is compared letter by letter with this many. */
const MOST_COMPARED = 20_000;

function halves(identifier: string): readonly [establishment: string, code: string] {
  const at = identifier.indexOf('/');
  return at === -1 ? ['', identifier] : [identifier.slice(0, at), identifier.slice(at + 1)];
}

function differencesOf(part: string, seen: string, known: string): readonly Difference[] {
  if (part !== 'letters' && part !== 'establishment') return [{ part, seen, known }];
  const [ownEstablishment, ownCode] = halves(seen);
  const [establishment, code] = halves(known);
  const differs: Difference[] = [];
  if (ownEstablishment !== establishment) {
    differs.push({ part: 'establishment', seen: ownEstablishment || null, known: establishment || null });
  }
  if (ownCode !== code) differs.push({ part: 'code', seen: ownCode || null, known: code });
  return differs;
}

const NEARNESS = { match: 0, near: 1, reversed: 2, different: 3 } as const;

function nearDn(
  { subjectDn, clientId }: { readonly subjectDn: string; readonly clientId?: string },
  participants: readonly Participant[],
): NearMissAnswer {
  const listed = participants
    .filter((member) => clientId === undefined || member.clientId === clientId)
    .flatMap(({ certificates }) => certificates.map((certificate) => certificate.subjectDn));
  const compared = listed
    .map((configured) => ({ configured, ...compareDn(configured, subjectDn) }))
    .toSorted((a, b) => NEARNESS[a.verdict] - NEARNESS[b.verdict]);
  if (compared[0]?.verdict === 'match') return { isKnown: true, nearest: [] };
  const near = compared.filter(({ verdict }) => verdict !== 'different').slice(0, MOST);
  return {
    isKnown: false,
    nearest: near.map(({ configured, nearMiss: slip, attribute }) => ({
      value: configured,
      differs: [
        slip === 'attribute' && attribute !== null
          ? { part: attribute, seen: attributeOf(subjectDn, attribute), known: attributeOf(configured, attribute) }
          : { part: slip ?? 'name', seen: subjectDn, known: configured },
      ],
    })),
  };
}

/** The values of one attribute of a name, with ` + ` between; null when it has none or is no name. */
function attributeOf(dn: string, type: string): string | null {
  try {
    const values = parseDn(dn).flatMap((rdn) => rdn.filter((one) => one.type === type).map(({ value }) => value));
    return values.length === 0 ? null : values.join(' + ');
  } catch (error) {
    if (error instanceof DnError) return null;
    throw error;
  }
}

function nearIndicator(key: CapacityKey, catalogue: Catalogue): NearMissAnswer {
  if (catalogue.find(key) !== undefined) return { isKnown: true, nearest: [] };
  const nearest = catalogue.near(key).slice(0, MOST);
  return {
    isKnown: false,
    nearest: nearest.map(({ indicator }) => ({
      value: keyText(indicator.key),
      differs: KEY_ATTRIBUTES.filter((attribute) => indicator.key[attribute] !== key[attribute]).map((attribute) => ({
        part: attribute,
        seen: key[attribute],
        known: indicator.key[attribute],
      })),
    })),
  };
}
