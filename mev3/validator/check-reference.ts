import { isJsonObject, show } from '../finding.ts';
import { CORE } from './element-node.ts';
import type { ElementNode, StructureRegistry } from './element-node.ts';
import type { FindingList } from './profile-finding.ts';

/** `Type/id`, after a base url or not, with or without a version. */
const TO_RESOURCE =
  /^(?:https?:\/\/\S+\/)?([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const ELSEWHERE = /^(?:#\S*|urn:(?:uuid|oid):\S+|https?:\/\/\S+|[A-Z][A-Za-z]+\?\S+)$/;

/** Judges the form of a reference and the type that it points to, as far as its text tells. */
export function checkReference(
  value: unknown,
  place: { readonly node: ElementNode; readonly where: string },
  tools: { readonly registry: StructureRegistry; readonly findings: FindingList },
): void {
  const reference = isJsonObject(value) ? value['reference'] : undefined;
  if (typeof reference !== 'string' || reference === '') return;
  const where = `${place.where}.reference`;
  const type = TO_RESOURCE.exec(reference)?.[1];
  if (type === undefined && !ELSEWHERE.test(reference)) {
    tools.findings.add('r4.bad-reference', where, { expected: 'Type/id', seen: show(reference) });
  }
  if (type !== undefined) checkTarget({ type, reference, where }, place.node, tools);
}

function checkTarget(
  told: { readonly type: string; readonly reference: string; readonly where: string },
  node: ElementNode,
  { registry, findings }: { readonly registry: StructureRegistry; readonly findings: FindingList },
): void {
  const profiles = node.types.find((type) => type.code === 'Reference')?.targetProfile ?? [];
  const allowed = profiles.map((url) => registry.structure(url)?.type ?? typeOfCore(url));
  const isOpen = allowed.length === 0 || allowed.some((type) => type === undefined || type === 'Resource');
  if (isOpen || allowed.includes(told.type)) return;
  const code = node.source.startsWith(CORE) ? 'r4.wrong-target' : 'profile.wrong-target';
  findings.add(code, told.where, { expected: [...new Set(allowed)].join(', '), seen: show(told.reference) });
}

/** A profile that is not at hand tells its type only when it is a core one. */
function typeOfCore(url: string): string | undefined {
  return url.startsWith(CORE) ? url.slice(CORE.length) : undefined;
}
