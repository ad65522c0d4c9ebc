import { communesOf } from './location-parameters.ts';
import type { Evaluation } from './evaluation.ts';
import type { Point } from './near.ts';
import { findParameter } from './parameter-table.ts';
import { parameter } from './search-parameter.ts';
import type { SearchSource } from './stored-resource.ts';

/** The communes of a Location: no parameter of the ROR, but read and kept as one. */
const COMMUNES = parameter({
  name: 'communes of the Location',
  type: 'token',
  definition: 'guide:location-near-insee-code',
  source: 'rorkit',
  read: (location) => communesOf(location).map((code) => ({ kind: 'token', system: null, code })),
});

/** The positions known in each commune, once for all the communes that a search names. */
const KNOWN = new WeakMap<Evaluation, ReadonlyMap<string, readonly Point[]>>();

/**
 * Where a commune is: the middle of the Locations of the store that stand in it. The mock has no list of communes, and its
 * own are fictitious. Null when no Location with a position is known there.
 */
export function communePoint(commune: string, source: SearchSource, evaluation: Evaluation): Point | null {
  const known = KNOWN.get(evaluation) ?? pointsByCommune(source, evaluation);
  KNOWN.set(evaluation, known);
  const points = known.get(commune) ?? [];
  if (points.length === 0) return null;
  const mean = (read: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
}

function pointsByCommune(source: SearchSource, evaluation: Evaluation): ReadonlyMap<string, readonly Point[]> {
  const near = findParameter('Location', 'near');
  const byCommune = new Map<string, Point[]>();
  for (const location of source.all('Location')) {
    if (near === undefined || !evaluation.fulfils(location, [])) continue;
    const positions = evaluation.valuesOf(location, near).filter((value) => value.kind === 'position');
    for (const value of evaluation.valuesOf(location, COMMUNES)) {
      if (value.kind !== 'token') continue;
      const points = byCommune.get(value.code) ?? [];
      points.push(...positions);
      byCommune.set(value.code, points);
    }
  }
  return byCommune;
}
