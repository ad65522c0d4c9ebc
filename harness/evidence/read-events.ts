import { z } from 'zod';
import { reportSchema } from '../model/report.ts';

const scenarioSchema = reportSchema.shape.scenarios.element;

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run-started'), header: reportSchema.shape.header }),
  z.object({
    type: z.literal('scenario-started'),
    scenario: z.looseObject({ id: z.string() }),
    attempt: z.int().min(1),
  }),
  z.object({
    type: z.literal('scenario-judged'),
    scenario: z.looseObject({ id: z.string() }),
    attempt: z.int().min(1),
    verdicts: scenarioSchema.shape.verdicts,
    settled: z.boolean().optional(),
    journal: scenarioSchema.shape.journal,
    durationMs: z.number(),
    waitedMs: z.number(),
  }),
  z.object({
    type: z.literal('connector-trouble'),
    scenario: z.string().nullable(),
    code: z.string(),
    detail: z.string(),
  }),
  z.object({ type: z.literal('run-finished'), result: reportSchema.shape.result, finishedAt: z.string() }),
]);

/** An event of a run as a pack holds it: read whole, because nobody vouches for it. */
export type PackEvent = z.infer<typeof eventSchema>;

/** The judgement of one attempt. */
export type JudgedEvent = Extract<PackEvent, { type: 'scenario-judged' }>;

/** The event of a line. @throws Error when it is none */
export function readEvent(line: string): PackEvent {
  return eventSchema.parse(JSON.parse(line));
}

/** The facts of a run that its events tell. @throws Error without a `run-started` */
export function runFacts(events: readonly PackEvent[]): {
  readonly header: z.infer<typeof reportSchema.shape.header>;
  readonly attempts: readonly number[];
  readonly finished: boolean;
} {
  const started = events.find((event) => event.type === 'run-started');
  if (started === undefined) throw new Error('no run-started');
  return {
    header: started.header,
    attempts: events.flatMap((event) => (event.type === 'scenario-started' ? [event.attempt] : [])),
    finished: events.at(-1)?.type === 'run-finished',
  };
}
