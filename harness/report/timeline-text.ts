import type { Translate } from '../../messages/index.ts';
import type { TimelineItem } from '../model/report.ts';
import { textOf } from './texts.ts';

/** The end of a connector as a report holds it. */
export type ConnectorExit = Extract<TimelineItem, { kind: 'connector-exit' }>;

/** `report these capacities, 199A000014/MED-A`, from the stimulus as the journal holds it. */
export function askedText(t: Translate, body: unknown): string {
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

/** How a connector ended: `done (exit code 0)`. */
export function exitText(t: Translate, exit: ConnectorExit): string {
  const how: string[] = [];
  if (exit.exitCode !== null) how.push(t('report.exit-code', { code: exit.exitCode }));
  if (exit.signal !== null) how.push(t('report.exit-signal', { signal: exit.signal }));
  if (exit.timedOut) how.push(t('report.exit-timed-out'));
  const result = t(`report.exit-${exit.result}`);
  return how.length === 0 ? result : `${result} (${how.join(', ')})`;
}
