import type { Translate } from '../../messages/index.ts';
import type { TimelineItem } from '../model/report.ts';
import type { BilingualWriter } from './html-context.ts';
import { textOf } from './texts.ts';

type Exit = Extract<TimelineItem, { kind: 'connector-exit' }>;
type Handshake = Extract<TimelineItem, { kind: 'handshake-failure' }>;

/** How items of a timeline are said; all give markup in both languages. */
export function timelineWords(writer: BilingualWriter) {
  return {
    /** Marks only say where the attempt begins and ends: the scenario's own line says so. */
    visible: (timeline: readonly TimelineItem[]) =>
      timeline.filter((item) => item.kind !== 'note' || item.entry !== 'mark'),
    asked: (body: unknown) => writer.each((t) => t('report.item-stimulus', { kind: askedText(t, body) })),
    ended: (exit: Exit) => writer.each((t) => t('report.item-exit', { result: exitText(t, exit) })),
    handshake: ({ listener }: Handshake) =>
      writer.each((t) => t('report.item-handshake', { listener: t(`report.listener-${listener}`) })),
  };
}

/** `report these capacities, 199A000014/MED-A`, from the stimulus as the journal holds it. */
function askedText(t: Translate, body: unknown): string {
  const kind = textOf(t, `report.kind-${memberText(body, 'kind')}`) ?? memberText(body, 'kind');
  const identifier = memberText(member(body, 'location'), 'identifier');
  return identifier === '' ? kind : `${kind}, ${identifier}`;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function memberText(value: unknown, name: string): string {
  const found = member(value, name);
  return typeof found === 'string' ? found : '';
}

function exitText(t: Translate, exit: Exit): string {
  const how: string[] = [];
  if (exit.exitCode !== null) how.push(t('report.exit-code', { code: exit.exitCode }));
  if (exit.signal !== null) how.push(t('report.exit-signal', { signal: exit.signal }));
  if (exit.timedOut) how.push(t('report.exit-timed-out'));
  const result = t(`report.exit-${exit.result}`);
  return how.length === 0 ? result : `${result} (${how.join(', ')})`;
}
