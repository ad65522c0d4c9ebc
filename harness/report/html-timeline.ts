import type { TimelineItem } from '../model/report.ts';
import type { BilingualWriter } from './html-context.ts';
import type { ConnectorExit } from './timeline-text.ts';
import { askedText, exitText } from './timeline-text.ts';

type Handshake = Extract<TimelineItem, { kind: 'handshake-failure' }>;

/** How items of a timeline are said; all give markup in both languages. */
export function timelineWords(writer: BilingualWriter) {
  return {
    /** Marks only say where the attempt begins and ends: the scenario's own line says so. */
    visible: (timeline: readonly TimelineItem[]) =>
      timeline.filter((item) => item.kind !== 'note' || item.entry !== 'mark'),
    asked: (body: unknown) => writer.each((t) => t('report.item-stimulus', { kind: askedText(t, body) })),
    ended: (exit: ConnectorExit) => writer.each((t) => t('report.item-exit', { result: exitText(t, exit) })),
    handshake: ({ listener }: Handshake) =>
      writer.each((t) => t('report.item-handshake', { listener: t(`report.listener-${listener}`) })),
  };
}
