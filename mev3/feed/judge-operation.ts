import { isKeyAttribute, keyText, sameKey } from '../capacity/key.ts';
import { KEY_ATTRIBUTES, type GuideVersion } from '../capacity/types.ts';
import { nearestOf } from '../codes/nearest.ts';
import { clip, finding, show, type FindingCode } from '../finding.ts';
import type { FeedOperation, FeedSelector } from '../kernel.ts';
import { CAPACITY_COLLECTION } from './published-texts.ts';
import type { BodySink, OperationParts } from './read-parts.ts';

/** An operation, what it was read from, and the guide version that it is judged by. */
export interface JudgedOperation {
  readonly parts: OperationParts;
  readonly where: string;
  readonly guide: GuideVersion;
}

/** Judges the form of one operation: its type, its path and whether it has a value. */
export function judgeOperation(operation: FeedOperation, judged: JudgedOperation, sink: BodySink): void {
  const known = judgeType(operation, judged, sink);
  judgePath(operation, judged.where, sink);
  if (!known) return;
  if (operation.type === 'add') judgeAddPath(operation, judged.where, sink);
  judgeValuePresence(operation, judged, sink);
  if (operation.type === 'replace') judgeSameIndicator(operation, judged.where, sink);
}

function judgeType(operation: FeedOperation, { where, guide }: JudgedOperation, sink: BodySink): boolean {
  const { type } = operation;
  if (type === 'add' || type === 'replace' || type === 'delete') return true;
  const at = `${where}.part.where(name='type')`;
  const expected = guide === '0.6.0' ? 'add | replace | delete | remove' : 'add | replace | delete';
  if (type === '') {
    sink.faults.push(finding('feed.missing-type', { where: at, expected, seen: '—' }));
    return false;
  }
  if (type === 'remove') {
    const detail = { where: at, expected, seen: show(type), near: 'delete' };
    const isOld = guide === '0.6.0';
    if (!isOld) sink.faults.push(finding('feed.remove-type', detail));
    return isOld;
  }
  const near = nearestOf(type, ['add', 'replace', 'delete']);
  sink.faults.push(
    finding('feed.unknown-type', {
      where: at,
      expected,
      seen: show(type),
      values: { type: clip(type, 40) },
      ...(near === undefined ? {} : { near }),
    }),
  );
  return false;
}

/** Reason slug of a selector → code of the finding. */
const PATH_FAULTS: Readonly<Record<string, FindingCode>> = {
  syntax: 'feed.path-unreadable',
  'too-long': 'feed.path-too-long',
  'too-deep': 'feed.path-too-deep',
  'not-capacity': 'feed.path-not-capacity',
  'below-record': 'feed.path-below-record',
  'criterion-form': 'feed.path-criterion-form',
  'unknown-criterion': 'feed.path-unknown-criterion',
  'repeated-criterion': 'feed.path-repeated-criterion',
};

function judgePath(operation: FeedOperation, where: string, sink: BodySink): void {
  const { path, selector } = operation;
  const at = `${where}.part.where(name='path')`;
  if (path === '') {
    sink.faults.push(finding('feed.missing-path', { where: at, expected: 'FHIRPath', seen: '—' }));
    return;
  }
  if (selector.kind === 'unreadable' || selector.kind === 'other') {
    sink.faults.push(pathFault(selector, path, at));
    return;
  }
  if (path.includes('"')) {
    sink.notices.push(finding('feed.path-double-quotes', { where: at, expected: "'…'", seen: '"…"' }));
  }
  const extra = selector.kind === 'record' ? selector.given.filter((name) => !isKeyAttribute(name)) : [];
  if (extra.length > 0) {
    sink.notices.push(
      finding('feed.path-extra-criterion', {
        where: at,
        expected: KEY_ATTRIBUTES.join(' | '),
        seen: extra.join(', '),
        values: { names: extra.join(', ') },
      }),
    );
  }
}

function pathFault(selector: FeedSelector & { reason: string }, path: string, where: string) {
  const [slug = '', ...details] = selector.reason.split(': ');
  const detail = details.join(': ');
  const near = slug === 'unknown-criterion' ? nearestOf(detail, KEY_ATTRIBUTES) : undefined;
  return finding(PATH_FAULTS[slug] ?? 'feed.path-unreadable', {
    where,
    expected: near ?? CAPACITY_COLLECTION,
    seen: show(path),
    values: { detail, near: near ?? '', offset: slug === 'syntax' ? detail : '' },
    ...(near === undefined ? {} : { near }),
  });
}

function judgeAddPath(operation: FeedOperation, where: string, sink: BodySink): void {
  if (operation.selector.kind !== 'record') return;
  sink.faults.push(
    finding('feed.path-add-with-criteria', {
      where: `${where}.part.where(name='path')`,
      expected: CAPACITY_COLLECTION,
      seen: show(operation.path),
    }),
  );
}

function judgeValuePresence(operation: FeedOperation, judged: JudgedOperation, sink: BodySink): void {
  const isDelete = operation.type === 'delete' || operation.type === 'remove';
  const hasValue = judged.parts.value !== null;
  const where = `${judged.where}.part.where(name='value')`;
  if (isDelete && hasValue) {
    sink.notices.push(finding('feed.value-on-delete', { where, expected: '—', seen: 'value' }));
  } else if (!isDelete && !hasValue) {
    const values = { type: operation.type };
    sink.faults.push(finding('feed.missing-value', { where, expected: 'value', seen: '—', values }));
  }
}

function judgeSameIndicator(operation: FeedOperation, where: string, sink: BodySink): void {
  const { selector, value } = operation;
  if (selector.kind !== 'record' || value === null || sameKey(selector.key, value.key)) return;
  sink.notices.push(
    finding('feed.path-other-indicator', {
      where: `${where}.part.where(name='value')`,
      expected: keyText(selector.key),
      seen: keyText(value.key),
    }),
  );
}
