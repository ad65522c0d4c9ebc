import type { RefusalCause } from '../../journal/entry.ts';
import type { Language, Translate } from '../../messages/index.ts';
import { isMessageId } from '../../messages/index.ts';
import type { Explanation } from '../../mock-server/index.ts';
import type { Requirement } from '../model/requirement.ts';

/** What an explanation is told with. */
export interface WhyTexts {
  readonly t: Translate;
  readonly language: Language;
  readonly requirements: ReadonlyMap<string, Requirement>;
}

/** An explanation for a person, in lines. */
export function whyText(explained: Explanation, texts: WhyTexts): string {
  const { t } = texts;
  const { seq, at, outcome, request } = explained;
  const title = t(outcome === 'refused' ? 'why.title-refused' : 'why.title-accepted', { seq });
  const call = request === null ? explained.call : `${request.method} ${request.target}`;
  const { effect, fault } = explained;
  return [
    `${title}  (${at})`,
    ...row(t('why.call'), call),
    ...row(t('why.client'), [explained.clientId, explained.subjectDn].filter((one) => one !== null).join(', ')),
    ...row(t('why.answer'), explained.status === null ? '' : String(explained.status)),
    ...explained.said.flatMap((text) => row(t('why.said'), text)),
    ...(fault === null ? [] : [t('why.fault', { fault })]),
    ...explained.refusals.flatMap((cause) => ['', ...causeLines(cause, texts)]),
    ...nearestLines(explained, texts),
    ...ruleLines(explained, texts),
    ...noticeLines(explained, texts),
    ...(effect === null
      ? []
      : [
          '',
          t('why.effect', {
            resource: `${effect.type}/${effect.id}`,
            before: effect.versionBefore,
            after: effect.versionAfter,
            operations: effect.operations.join(', '),
          }),
        ]),
    '',
  ].join('\n');
}

const WIDTH = 16;

function row(name: string, text: string | null | undefined): readonly string[] {
  return text === null || text === undefined || text === '' ? [] : [`  ${name.padEnd(WIDTH)}${text}`];
}

function causeLines(cause: RefusalCause, texts: WhyTexts): readonly string[] {
  const { t } = texts;
  const requirement = texts.requirements.get(cause.requirement ?? '');
  return [
    ...row(t('why.cause'), cause.code),
    ...row('', codeText(cause.code, t)),
    ...row(t('why.expected'), cause.expected),
    ...row(t('why.seen'), cause.seen),
    ...row(t('why.where'), cause.where),
    ...row(t('why.near'), cause.near),
    ...(requirement === undefined ? [] : requirementLines(requirement, texts)),
  ];
}

/** A text of the code itself: one of `rorkit why`; most codes of the feed need none beside their requirement. */
function codeText(code: string, t: Translate): string {
  const id = `why.${code}`;
  return isMessageId(id) ? t(id) : '';
}

const BASIS_TEXTS = {
  documented: 'why.basis-documented',
  derived: 'why.basis-derived',
  assumed: 'why.basis-assumed',
} as const;

function requirementLines({ id, text, mend, basis, source, version }: Requirement, { t, language }: WhyTexts) {
  return [
    ...row(t('why.rule'), `${id} (${t('why.basis', { basis: t(BASIS_TEXTS[basis]), source, version })})`),
    ...row('', text[language]),
    ...row(t('why.mend'), mend[language]),
  ];
}

function nearestLines({ nearest }: Explanation, { t }: WhyTexts): readonly string[] {
  return nearest.flatMap(({ value, differs }) => [
    ...row(t('why.near'), value),
    ...differs.flatMap(({ part, seen, known }) =>
      row('', t('why.differs', { part, seen: seen ?? '—', known: known ?? '—' })),
    ),
  ]);
}

const RESULT_TEXTS = {
  passed: 'why.result-passed',
  refused: 'why.result-refused',
  'not-asked': 'why.result-not-asked',
} as const;

const MARKS = { passed: '✓', refused: '✗', 'not-asked': '·' } as const;

function ruleLines({ rules }: Explanation, { t }: WhyTexts): readonly string[] {
  if (rules.length === 0) return [];
  const lines = rules.map(({ id, requirement, result }) => {
    const textId = `why.rule.${id}`;
    const text = isMessageId(textId) ? t(textId) : id;
    return `  ${MARKS[result]} ${text} (${requirement ?? '—'}, ${t(RESULT_TEXTS[result])})`;
  });
  return ['', t('why.rules'), ...lines];
}

function noticeLines({ notices }: Explanation, texts: WhyTexts): readonly string[] {
  if (notices.length === 0) return [];
  const { t } = texts;
  const lines = notices.flatMap(({ requirement, where, seen, expected }) => {
    const known = texts.requirements.get(requirement);
    return [
      ...row(t('why.rule'), requirement),
      ...row('', known?.text[texts.language]),
      ...row(t('why.expected'), expected),
      ...row(t('why.seen'), seen),
      ...row(t('why.where'), where),
    ];
  });
  return ['', t('why.notices'), ...lines];
}
