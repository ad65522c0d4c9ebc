import type { LocatedFinding } from './validate-finding.ts';

const LEVELS = { error: 'error', warning: 'warning', information: 'note' } as const;

/** The findings as a SARIF 2.1.0 log: one rule for each finding code, one result for each finding. */
export function findingsAsSarif(findings: readonly LocatedFinding[], version: string): object {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rorkit', version, rules: codes.map((code) => ruleOf(code, findings)) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, codes)),
      },
    ],
  };
}

function ruleOf(code: string, findings: readonly LocatedFinding[]): object {
  const first = findings.find((finding) => finding.code === code);
  return {
    id: code,
    shortDescription: { text: `${code} (${first?.requirement ?? ''})` },
    ...(first?.mend === undefined ? {} : { help: { text: first.mend } }),
    properties: { requirement: first?.requirement ?? '' },
  };
}

function resultOf(finding: LocatedFinding, codes: readonly string[]): object {
  const { code, level, file, line, column, where, message, expected, seen } = finding;
  const details = [message, expected === '' ? '' : `expected: ${expected}`, seen === '' ? '' : `seen: ${seen}`];
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[level],
    message: { text: details.filter((text) => text !== '').join(' — ') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: where }],
      },
    ],
  };
}

/** A relative path as a URI reference. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
