import type { Establishment, Participant } from '../mock-ror.ts';
import { notAdmitted } from './admission.ts';
import type { Participants } from './participants.ts';

/** The way that a feed should have taken: the region is fed through its EAI. */
export interface OtherRoute {
  /** Code of the region of the establishment. */
  readonly region: string;
  /** Id of the participant that is the EAI of that region. */
  readonly eai: string;
  /** How the feed came: the kind of its participant and its region. */
  readonly seen: string;
}

/** Who feeds for which establishment, and when. */
export interface FeedRoute {
  readonly participantId: string;
  /** FINESS. */
  readonly establishment: string;
  /** Mock time in ms. */
  readonly nowMs: number;
}

/** Tells the route that a feed should have taken; null when the one that it took is right. */
export type FindOtherRoute = (route: FeedRoute) => OtherRoute | null;

/**
 * Judges the route of a feed (Q38): a region is fed through its EAI when a supplier of kind `regional-eai` with that region is let in
 * at that moment; a feed for one of its establishments that comes from anybody else came the other way.
 * @see ans-steps 03
 */
export function createRouteFinder(
  participants: Pick<Participants, 'list' | 'revision'>,
  establishments: () => readonly Establishment[],
): FindOtherRoute {
  let known = { revision: -1, eais: [] as readonly Participant[] };
  let regions: { of: readonly Establishment[]; byFiness: ReadonlyMap<string, string> } | null = null;
  const eais = (): readonly Participant[] => {
    const revision = participants.revision();
    if (known.revision !== revision) known = { revision, eais: participants.list().filter(isEai) };
    return known.eais;
  };
  const regionOf = (finess: string): string => {
    const of = establishments();
    if (regions?.of !== of) regions = { of, byFiness: new Map(of.map((one) => [one.finess, one.region])) };
    return regions.byFiness.get(finess) ?? '';
  };
  return ({ participantId, establishment, nowMs }) => {
    if (eais().length === 0) return null;
    const region = regionOf(establishment);
    const here = region === '' ? [] : eais().filter((eai) => eai.region === region && notAdmitted(eai, nowMs) === null);
    const [eai] = here;
    if (eai === undefined || here.some(({ id }) => id === participantId)) return null;
    const caller = participants.list().find(({ id }) => id === participantId);
    return { region, eai: eai.id, seen: `${caller?.kind ?? '—'} (${caller?.region ?? '—'})` };
  };
}

function isEai({ kind, role }: Participant): boolean {
  return kind === 'regional-eai' && role === 'supplier';
}
