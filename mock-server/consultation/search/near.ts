import { refuseValue } from '../refusals.ts';
import { searchedNumber } from './number-range.ts';
import { splitUnescaped } from './split-values.ts';
import type { ValueTest } from './value-test.ts';

/** A point on earth, WGS84, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A circle searched in: null when the mock knows no point for the commune that was named. */
export interface Circle {
  readonly centre: Point | null;
  readonly radiusKm: number;
}

/** Mean radius of the earth (IUGG). */
const EARTH_KM = 6_371.0088;

const UNIT_KM: Readonly<Record<string, number>> = { km: 1, m: 0.001 };

/** Great-circle distance in km (haversine). */
export function distanceKm(a: Point, b: Point): number {
  const latitude = radians(b.latitude - a.latitude);
  const longitude = radians(b.longitude - a.longitude);
  const h =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Passes positions within the circle. */
export function nearTest({ centre, radiusKm }: Circle): ValueTest {
  return (value) => value.kind === 'position' && centre !== null && distanceKm(centre, value) <= radiusKm;
}

/** The circle of `latitude|longitude|distance|unit`. @throws FhirError 400 for another form */
export function nearCircle(text: string): Circle {
  const [latitude = '', longitude = '', distance = '', unit = '', ...rest] = splitUnescaped(text, '|');
  const centre = { latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) };
  const radiusKm = kilometres(distance, unit);
  const isGood = rest.length === 0 && !Number.isNaN(centre.latitude) && !Number.isNaN(centre.longitude);
  if (isGood && radiusKm !== null) return { centre, radiusKm };
  throw refuseValue('near', text, '<latitude>|<longitude>|<distance>|km');
}

/**
 * The circle of `commune|distance|unit` (`44162|15|km`).
 * @throws FhirError 400 for another form
 */
export function nearCommuneCircle(text: string, pointOf: (commune: string) => Point | null): Circle {
  const [commune = '', distance = '', unit = '', ...rest] = splitUnescaped(text, '|');
  const radiusKm = kilometres(distance, unit);
  const isCommune = /^(?:\d{5}|2[AB]\d{3})$/.test(commune);
  if (rest.length === 0 && isCommune && radiusKm !== null) return { centre: pointOf(commune), radiusKm };
  throw refuseValue('near-insee-code', text, '<commune INSEE>|<distance>|km');
}

function degrees(text: string, most: number): number {
  const number = searchedNumber(text)?.number ?? NaN;
  return Math.abs(number) <= most ? number : NaN;
}

function kilometres(distance: string, unit: string): number | null {
  const number = searchedNumber(distance)?.number;
  const factor = Object.hasOwn(UNIT_KM, unit) ? UNIT_KM[unit] : undefined;
  return number === undefined || number < 0 || factor === undefined ? null : number * factor;
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}
