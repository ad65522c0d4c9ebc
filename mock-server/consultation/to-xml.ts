import { setImmediate } from 'node:timers/promises';
import { isFhirObject } from './search/fhir-json.ts';
import type { FhirObject } from './search/fhir-json.ts';

/** Content type of an answer in XML. */
export const FHIR_XML = 'application/fhir+xml;charset=UTF-8';

/** Entries of a Bundle that are converted in one go before others get their turn. */
const CHUNK = 25;
/** What stands for the resource of an entry while the Bundle around it is converted. No text of a Bundle can look so: `<` is escaped. */
const PLACEHOLDER = /<Basic><id value="\d+"\/><\/Basic>/;
/** Characters that no XML 1.0 document may hold, escaped or not (XML 1.0 §2.2): U+FFFD takes their place. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

type Convert = (resource: FhirObject) => string;

/**
 * A resource in XML. The converter is loaded when it is first needed: it costs as much as the rest of a cold start.
 * Numbers go through it as the text that stands in the JSON, so that a decimal keeps its digits (`2.10`). The entries of a long
 * Bundle are converted by and by, so that other requests are answered meanwhile.
 */
export async function toXml(json: string): Promise<string> {
  const resource: unknown = JSON.parse(json, asXmlText);
  if (!isFhirObject(resource)) return '';
  const convert = await loadConverter();
  const entries: readonly unknown[] = Array.isArray(resource['entry']) ? resource['entry'] : [];
  return entries.length <= CHUNK ? convert(resource) : bundleToXml(resource, entries, convert);
}

async function bundleToXml(bundle: FhirObject, entries: readonly unknown[], convert: Convert): Promise<string> {
  const resources: FhirObject[] = [];
  const shells = entries.map((entry) => {
    if (!isFhirObject(entry) || !isFhirObject(entry['resource'])) return entry;
    const id = String(resources.push(entry['resource']));
    return { ...entry, resource: { resourceType: 'Basic', id } };
  });
  const [start = '', ...between] = convert({ ...bundle, entry: shells }).split(PLACEHOLDER);
  let xml = start;
  for (const [at, resource] of resources.entries()) {
    if (at % CHUNK === 0) await setImmediate();
    xml += inner(convert(resource)) + (between[at] ?? '');
  }
  return xml;
}

/** A resource within another: without declaration and namespace. */
function inner(xml: string): string {
  return xml.replace(/^<\?xml[^>]*\?>/, '').replace(' xmlns="http://hl7.org/fhir"', '');
}

/**
 * The library's converter asks each element for every property that its type could have, some fifty for an extension. Those that
 * are absent are left out before it looks them up: five times as fast, the same text. Should the method one day have another
 * name, it is as slow as before.
 */
async function loadConverter(): Promise<Convert> {
  const { ConvertToXml } = await import('fhir/convertToXml.js');
  const converter = new ConvertToXml();
  const look: unknown = Reflect.get(converter, 'propertyToXML');
  if (typeof look === 'function') {
    Reflect.set(converter, 'propertyToXML', (...args: readonly unknown[]) => {
      const [, , of, name] = args;
      if (isFhirObject(of) && holds(of, String(name))) Reflect.apply(look, converter, args);
    });
  }
  return (resource) => converter.convert(resource);
}

/** Names of what FHIR JSON keeps beside a primitive property, by that of the property: to look up a new text is slow. */
const beside = new Map<string, string>();

/** True when a property is there, or what FHIR JSON keeps beside a primitive one. */
function holds(object: FhirObject, name: string): boolean {
  if (name in object) return true;
  let other = beside.get(name);
  if (other === undefined) beside.set(name, (other = `_${name}`));
  return other in object;
}

/** Values as the converter is to write them. */
function asXmlText(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'string') return value.replaceAll(NOT_XML, '\ufffd');
  if (typeof value !== 'number') return value;
  return context?.source ?? value;
}
