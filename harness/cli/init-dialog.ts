import { stdin } from 'node:process';
import { CliError } from './cli-error.ts';
import type { CliContext } from './command.ts';
import type { InitAnswers, Topic } from './init-topics.ts';
import { TOPIC_RULES, TOPICS } from './init-topics.ts';
import type { TypedLine } from './line-input.ts';
import { LineInput } from './line-input.ts';

/** The longest time for one answer, in ms. */
const PATIENCE_MS = 3_600_000;

/** How the questions go. */
export interface InitDialog {
  /** What the flags say already. */
  readonly given: InitAnswers;
  /** False: nothing is asked, and what no flag says has its default. */
  readonly mayAsk: boolean;
}

/**
 * The answers of flags, person and defaults together; null when it was interrupted.
 * @throws CliError `cli.usage` for an answer that must be given and is not, or that cannot be one
 */
export async function askInit({ given, mayAsk }: InitDialog, context: CliContext): Promise<InitAnswers | null> {
  const input = mayAsk ? new LineInput(stdin, { typesAhead: !stdin.isTTY }) : null;
  try {
    const answers: Partial<Record<Topic, string>> = {};
    for (const topic of TOPICS) {
      if (!TOPIC_RULES[topic].applies(answers)) continue;
      const answer = given[topic] ?? (await askTopic(topic, input, context));
      if (answer === null) return null;
      answers[topic] = checked(topic, answer, context);
    }
    return answers;
  } finally {
    input?.close();
  }
}

/** What a person says, or the default; null when it was interrupted. */
async function askTopic(topic: Topic, input: LineInput | null, context: CliContext): Promise<string | null> {
  const { fallback, flag } = TOPIC_RULES[topic];
  const said = input === null ? { how: 'closed' as const } : await askUntilClear(topic, input, context);
  if (said.how === 'interrupted') return null;
  if (said.how === 'line') return said.text;
  if (fallback !== null) return fallback;
  throw new CliError({ code: 'cli.usage', message: context.t('init.missing', { flag }) });
}

/** Asks again until it can be an answer; an empty line is the default. */
async function askUntilClear(topic: Topic, input: LineInput, { t, out, interrupted }: CliContext): Promise<TypedLine> {
  const { ask, fallback } = TOPIC_RULES[topic];
  const shown = (fallback ?? '') === '' ? '' : ` [${fallback}]`;
  for (;;) {
    out(`${t(ask)}${shown}\n> `);
    const typed = await input.next({ timeoutMs: PATIENCE_MS, signal: interrupted });
    if (typed.how !== 'line') return typed;
    const text = typed.text.trim() === '' ? (fallback ?? '') : typed.text.trim();
    if (canBe(topic, text)) return { how: 'line', text };
    out(`${t('init.not-an-answer', { seen: text })}\n`);
  }
}

/** True for an answer that a topic takes; an empty one only where nothing stands for it. */
function canBe(topic: Topic, text: string): boolean {
  const { fallback, isAnswer = () => true } = TOPIC_RULES[topic];
  return text === '' ? fallback === '' : isAnswer(text);
}

function checked(topic: Topic, answer: string, { t }: CliContext): string {
  if (canBe(topic, answer)) return answer;
  const { flag } = TOPIC_RULES[topic];
  throw new CliError({ code: 'cli.usage', message: t('init.bad-flag', { flag, seen: answer }) });
}
