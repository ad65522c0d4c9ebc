import type { Translate } from '../../messages/index.ts';
import type { InitAnswers, Topic } from './init-topics.ts';

/** A commented connector file for these answers. */
export function connectorText(answers: InitAnswers, t: Translate): string {
  const { name = '', productVersion = '', start = '', ready = '', reset = '' } = answers;
  const lines = [
    ...comment(t('init.comment-file')),
    'contract: 1',
    `name: ${quoted(`${name} ${productVersion}`.trim())}`,
    '',
    ...comment(t(start === '' ? 'init.comment-no-start' : 'init.comment-start')),
    ...(start === ''
      ? ['# start: { command: [java, -jar, connector.jar] }', '# ready: { http: "http://127.0.0.1:8080/health" }']
      : ['start:', `  command: ${words(start)}`, ...comment(t('init.comment-ready')), `ready: ${readyText(ready)}`]),
    '',
    ...comment(t('init.comment-stimulus')),
    'stimulus:',
    ...stimulusLines(answers).map((line) => `  ${line}`),
    '',
    ...comment(t('init.comment-reset')),
    reset === '' ? '# reset: none' : `reset: ${resetText(reset)}`,
    '',
    ...timingLines(answers, t),
    '',
    ...comment(t('init.comment-reporting')),
    "# reporting: { line: 'ROR refused', file: product.log }",
    ...comment(t('init.comment-mapping')),
    '# mapping: { establishments: { 99A000014: HOSP-1 }, units: { 199A000014/MED-A: UF-1234 } }',
    ...comment(t('init.comment-capabilities')),
    '# capabilities: { notClaimed: [] }',
  ];
  return `${lines.join('\n')}\n`;
}

/** A commented configuration that names the connector file. */
export function configText(answers: InitAnswers, connector: string, t: Translate): string {
  const { name = '', productVersion = '', vendor = '' } = answers;
  const isWhole = productVersion !== '' && vendor !== '';
  const product = [
    'product:',
    `  name: ${quoted(name)}`,
    `  version: ${quoted(productVersion)}`,
    `  vendor: ${quoted(vendor)}`,
  ];
  const lines = [
    ...comment(t('init.comment-config')),
    `connector: ${quoted(connector)}`,
    ...comment(t('init.comment-product')),
    ...(isWhole ? product : product.map((line) => `# ${line}`)),
    ...comment(t('init.comment-scenarios')),
    '# scenarios: [feed, trust]',
    '# strict: false',
  ];
  return `${lines.join('\n')}\n`;
}

function timingLines(answers: InitAnswers, t: Translate): string[] {
  const members = [
    ['quietMs', t('init.comment-quiet')],
    ['deadlineMs', t('init.comment-deadline')],
    ['retryEveryMs', t('init.comment-retry-every')],
  ] as const;
  const lines = members.flatMap(([member, text]) =>
    answers[member] === undefined ? [] : [...comment(text), `${member}: ${answers[member]}`],
  );
  return ['timing:', ...lines.map((line) => `  ${line}`)];
}

function stimulusLines(answers: InitAnswers): string[] {
  const text = (topic: Topic): string => answers[topic] ?? '';
  const own: Readonly<Record<string, readonly string[]>> = {
    command: [`command: ${words(text('command'))}`],
    http: [`url: ${quoted(text('url'))}`],
    file: [`folder: ${quoted(text('folder'))}`, `name: ${quoted(text('fileName'))}`],
    hl7v2: [
      `port: ${/^\d+$/.test(text('port')) ? text('port') : quoted(text('port'))}`,
      `gatherMs: ${text('gatherMs')}`,
      `feeds: [${text('feeds')
        .split(/[\s,]+/)
        .map(quoted)
        .join(', ')}]`,
    ],
  };
  return [`driver: ${text('driver')}`, ...(own[text('driver')] ?? [])];
}

function readyText(ready: string): string {
  if (ready === 'first-token') return '{ firstToken: true }';
  if (/^https?:\/\//.test(ready)) return `{ http: ${quoted(ready)} }`;
  return /^[\w.-]+:\d+$/.test(ready) ? `{ tcp: ${quoted(ready)} }` : `{ log: ${quoted(ready)} }`;
}

function resetText(reset: string): string {
  if (reset === 'none' || reset === 'state-dir') return reset;
  return /^https?:\/\//.test(reset) ? `{ http: { url: ${quoted(reset)} } }` : `{ command: ${words(reset)} }`;
}

/** A command line as a list: what stands between quotes is one word. */
function words(line: string): string {
  const list = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare,
  );
  return `[${list.map((word) => quoted(word ?? '')).join(', ')}]`;
}

/** A JSON text is a YAML text. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function comment(text: string): string[] {
  return text.split('\n').map((line) => `# ${line}`);
}
