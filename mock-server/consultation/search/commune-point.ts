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

/**
 * Where a commune is: the middle of the Locations of the store that stand in it. The mock has no list of communes, and its
 * own are fictitious. Null when no Location with a position is known there.
 */
export function communePoint(commune: string, source: SearchSource, evaluation: Evaluation): Point | null {
  const near = findParameter('Location', 'near');
  const points: Point[] = [];
  for (const location of source.all('Location')) {
    if (near === undefined || !evaluation.fulfils(location, [])) continue;
    const isThere = evaluation
      .valuesOf(location, COMMUNES)
      .some((value) => value.kind === 'token' && value.code === commune);
    const positions = isThere ? evaluation.valuesOf(location, near) : [];
    points.push(...positions.filter((value) => value.kind === 'position'));
  }
  if (points.length === 0) return null;
  const mean = (read: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
}
