import type { LocatedFinding } from './validate-finding.ts';

/** The findings as a FHIR OperationOutcome; an outcome always holds an issue, so "nothing found" is one. */
export function findingsAsOutcome(findings: readonly LocatedFinding[], nothingFound: string): object {
  const issue = findings.map(issueOf);
  if (issue.length > 0) return { resourceType: 'OperationOutcome', issue };
  const none = { severity: 'information', code: 'informational', diagnostics: nothingFound };
  return { resourceType: 'OperationOutcome', issue: [none] };
}

function issueOf(finding: LocatedFinding): object {
  const { level, file, line, column, where, message, expected, seen, code, requirement, mend } = finding;
  const told = [`${file}:${line}:${column} ${code} [${requirement}]`, `expected: ${expected}`, `seen: ${seen}`];
  return {
    severity: level,
    code: issueType(finding),
    details: { text: mend === undefined ? message : `${message} ${mend}` },
    diagnostics: told.filter((text) => !text.endsWith(': ')).join('; '),
    expression: [where],
  };
}

const ISSUE_TYPES: readonly (readonly [RegExp, string])[] = [
  [/not-judged|not-in-set-judged/, 'not-supported'],
  [/code|coding|system|nature/, 'code-invalid'],
  [/missing/, 'required'],
  [/invariant/, 'invariant'],
  [/format|value$|date|negative|wrong-type|reference|target/, 'value'],
  [/unknown-value|unknown-path|indicator/, 'business-rule'],
];

/** The nearest FHIR issue type; `structure` for what is about the form. */
function issueType({ code }: LocatedFinding): string {
  if (code.startsWith('indicator.')) return 'business-rule';
  return ISSUE_TYPES.find(([pattern]) => pattern.test(code))?.[1] ?? 'structure';
}
