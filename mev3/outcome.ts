/** FHIR issue types (http://hl7.org/fhir/issue-type) that the mock answers with. */
export type IssueType =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'login'
  | 'expired'
  | 'forbidden'
  | 'not-supported'
  | 'not-found'
  | 'multiple-matches'
  | 'too-long'
  | 'code-invalid'
  | 'business-rule'
  | 'conflict'
  | 'exception';

/** One issue of an OperationOutcome. `expression` keeps its published form: a bare string in one 404, else an array. */
export interface OutcomeIssue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  readonly code: IssueType;
  readonly diagnostics: string;
  readonly expression?: string | readonly string[];
}

/** OperationOutcome as the ROR sends it: the `expression` of an issue may be a bare string. */
export interface OutcomeBody {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly OutcomeIssue[];
}

/** What explains a refusal beside the published text: read by `rorkit why`, never sent to the connector. */
export interface RefusalDetail {
  /** Requirement id of scenarios/requirements.yaml. */
  readonly requirement?: string;
  readonly expected?: string;
  readonly seen?: string;
  /** FHIRPath, header or query parameter. */
  readonly where?: string;
  /** The nearest valid value, when there is one. */
  readonly near?: string;
}

/** A further fault of the same request, beside the one that names the error. */
export interface FurtherFault extends RefusalDetail {
  readonly code: string;
}

/**
 * The one error of the HTTP boundary: becomes an answer with an OperationOutcome.
 * `code` is the stable code of docs/errors.md; `status` the HTTP status.
 */
export class FhirError extends Error {
  readonly code: string;
  readonly status: number;
  readonly issues: readonly OutcomeIssue[];
  readonly detail: RefusalDetail;
  /** Faults besides the one of `code`, in their order. */
  readonly more: readonly FurtherFault[];
  /** Id of the rule that refused; null when no table of rules was asked. */
  readonly rule: string | null;

  constructor(init: {
    code: string;
    status: number;
    issues: readonly OutcomeIssue[];
    detail?: RefusalDetail;
    more?: readonly FurtherFault[];
    rule?: string;
  }) {
    super(init.issues.map((issue) => issue.diagnostics).join(' | '));
    this.name = 'FhirError';
    this.code = init.code;
    this.status = init.status;
    this.issues = init.issues;
    this.detail = init.detail ?? {};
    this.more = init.more ?? [];
    this.rule = init.rule ?? null;
  }

  /** The same refusal, saying which rule made it. */
  of(rule: string): FhirError {
    const { code, status, issues, detail, more } = this;
    return new FhirError({ code, status, issues, detail, more, rule });
  }
}

/** The OperationOutcome resource that says these issues. */
export function operationOutcome(issues: readonly OutcomeIssue[]): OutcomeBody {
  return { resourceType: 'OperationOutcome', issue: issues };
}
