/** Content type of an answer in XML. */
export const FHIR_XML = 'application/fhir+xml;charset=UTF-8';

/**
 * A resource in XML. The converter is loaded when it is first needed: it costs as much as the rest of a cold start.
 * Numbers go through it as the text that stands in the JSON, so that a decimal keeps its digits (`2.10`).
 */
export async function toXml(json: string): Promise<string> {
  const { Fhir } = await import('fhir/fhir.js');
  const resource: unknown = JSON.parse(json, keepDigits);
  return new Fhir().objToXml(Object(resource));
}

function keepDigits(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value;
  return context?.source ?? value;
}
