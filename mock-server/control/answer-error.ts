import { z } from 'zod';
import { ERROR_CODES } from '../../messages/error-codes.ts';
import type { ErrorCode } from '../../messages/error-codes.ts';
import { MockRorError } from '../mock-ror-error.ts';

const problem = z.looseObject({ code: z.string(), detail: z.string() });

/** The JSON value of an answer; undefined when it has none, null when it is no JSON. */
export function parseAnswer(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The error that a refusal of the control API says. */
export function answerError(text: string, status: number): MockRorError {
  const read = problem.safeParse(parseAnswer(text));
  if (!read.success || !isErrorCode(read.data.code)) {
    return new MockRorError('control.unreachable', `status ${status}, and no problem that this version knows`);
  }
  return new MockRorError(read.data.code, read.data.detail);
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}
