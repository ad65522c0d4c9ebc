import type { ErrorCode } from '../../messages/error-codes.ts';
import { MockRorError } from '../mock-ror-error.ts';

/** Problem details (RFC 9457) of the control API; `code` is the stable code of docs/errors.md. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
}

/** HTTP status of each code that the control API answers with; anything else is 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'control.unauthorized': 401,
  'control.foreign-host': 403,
  'control.foreign-origin': 403,
  'control.unknown-path': 404,
  'control.wrong-method': 405,
  'control.bad-request': 400,
  'control.too-large': 413,
  'mock.unknown-setting': 422,
  'mock.bad-setting': 422,
  'mock.bad-participant': 422,
  'mock.bad-configuration': 422,
  'mock.bad-clock': 422,
  'mock.bad-serial': 422,
  'mock.bad-fault': 422,
  'mock.bad-list': 422,
  'mock.bad-snapshot': 422,
  'mock.unknown-snapshot': 404,
  'mock.unknown-participant': 422,
  'mock.unknown-exchange': 404,
  'mock.entry-dropped': 410,
  'mock.disk-limit': 507,
  'control.too-many-streams': 503,
  'mock.unknown-location': 404,
  'mock.ambiguous-location': 409,
  'mock.closed': 503,
};

/** The problem that an error is. What we did not foresee is a bug of ours: its stack is not shown. */
export function problemOf(error: unknown): Problem {
  const isKnown = error instanceof MockRorError;
  const code = isKnown ? error.code : 'control.bug';
  return {
    type: `urn:rorkit:error:${code}`,
    title: code,
    status: STATUS[code] ?? 500,
    code,
    detail: isKnown ? error.message : 'internal error of the mock, see its log',
  };
}
