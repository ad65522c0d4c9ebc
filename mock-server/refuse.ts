import { createTranslate } from '../messages/index.ts';
import type { ErrorCode } from '../messages/error-codes.ts';
import type { MessageId } from '../messages/index.ts';
import { mockMadeIssue } from '../mev3/feed/mock-made-texts.ts';
import { FhirError } from '../mev3/outcome.ts';
import type { IssueType, RefusalDetail } from '../mev3/outcome.ts';

/** A refusal whose text ANS did not publish. */
export interface MockRefusal {
  readonly code: ErrorCode;
  readonly status: number;
  readonly issue: IssueType;
  readonly text: MessageId;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly expression?: string;
  readonly detail?: RefusalDetail;
}

/** The ROR answers in French, whatever the language of the person at the console. */
const french = createTranslate('fr');

/** The error that answers a refusal, its text in French and marked as the mock's own. */
export function refuse(refusal: MockRefusal): FhirError {
  const { code, status, issue, text, values, expression, detail } = refusal;
  return new FhirError({
    code,
    status,
    issues: [mockMadeIssue(issue, french(text, values), expression)],
    ...(detail === undefined ? {} : { detail }),
  });
}
