import type { MessageId } from '../../messages/index.ts';

/** What `rorkit init` wants to know, in the order of the questions. */
export const TOPICS = [
  'name',
  'productVersion',
  'vendor',
  'start',
  'ready',
  'driver',
  'command',
  'url',
  'folder',
  'fileName',
  'port',
  'gatherMs',
  'feeds',
  'reset',
  'quietMs',
  'deadlineMs',
  'retryEveryMs',
] as const;

/** One thing that `rorkit init` wants to know. */
export type Topic = (typeof TOPICS)[number];

const DRIVERS = ['command', 'http', 'file', 'hl7v2', 'manual'] as const;

/** What was answered; an empty text is "none". */
export type InitAnswers = Readonly<Partial<Record<Topic, string>>>;

interface TopicRule {
  readonly flag: string;
  readonly ask: MessageId;
  /** True when it matters, given the answers before. */
  readonly applies: (answers: InitAnswers) => boolean;
  /** What stands for no answer; null when there must be one. */
  readonly fallback: string | null;
  /** True for an answer that can be one. Default: any. */
  readonly isAnswer?: (text: string) => boolean;
}

const always = (): boolean => true;
const isDriver =
  (driver: (typeof DRIVERS)[number]) =>
  ({ driver: chosen }: InitAnswers): boolean =>
    chosen === driver;
const isMs = (text: string): boolean => /^\d{1,7}$/.test(text);

/** How each topic is asked, and when. */
export const TOPIC_RULES: Readonly<Record<Topic, TopicRule>> = {
  name: { flag: '--name', ask: 'init.ask-name', applies: always, fallback: null },
  productVersion: { flag: '--product-version', ask: 'init.ask-product-version', applies: always, fallback: '' },
  vendor: { flag: '--vendor', ask: 'init.ask-vendor', applies: always, fallback: '' },
  start: { flag: '--start', ask: 'init.ask-start', applies: always, fallback: '' },
  ready: {
    flag: '--ready',
    ask: 'init.ask-ready',
    applies: ({ start = '' }) => start !== '',
    fallback: 'first-token',
  },
  driver: {
    flag: '--driver',
    ask: 'init.ask-driver',
    applies: always,
    fallback: null,
    isAnswer: (text) => DRIVERS.some((driver) => driver === text),
  },
  command: { flag: '--command', ask: 'init.ask-command', applies: isDriver('command'), fallback: null },
  url: { flag: '--url', ask: 'init.ask-url', applies: isDriver('http'), fallback: null },
  folder: { flag: '--folder', ask: 'init.ask-folder', applies: isDriver('file'), fallback: null },
  fileName: {
    flag: '--file-name',
    ask: 'init.ask-file-name',
    applies: isDriver('file'),
    fallback: '<%= it.id %>.json',
  },
  port: { flag: '--port', ask: 'init.ask-port', applies: isDriver('hl7v2'), fallback: null },
  gatherMs: {
    flag: '--gather-ms',
    ask: 'init.ask-gather',
    applies: isDriver('hl7v2'),
    fallback: '0',
    isAnswer: isMs,
  },
  feeds: { flag: '--feeds', ask: 'init.ask-feeds', applies: isDriver('hl7v2'), fallback: null },
  reset: { flag: '--reset', ask: 'init.ask-reset', applies: always, fallback: '' },
  quietMs: {
    flag: '--quiet-ms',
    ask: 'init.ask-quiet',
    applies: ({ driver }) => driver !== 'command',
    fallback: '500',
    isAnswer: isMs,
  },
  deadlineMs: { flag: '--deadline-ms', ask: 'init.ask-deadline', applies: always, fallback: '30000', isAnswer: isMs },
  retryEveryMs: {
    flag: '--retry-every-ms',
    ask: 'init.ask-retry-every',
    applies: always,
    fallback: '1000',
    isAnswer: isMs,
  },
};
