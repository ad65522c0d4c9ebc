import type { ErrorCode } from '../messages/error-codes.ts';

/** What a call of MockRor was refused for, the same in process and over the control API. */
export class MockRorError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'MockRorError';
    this.code = code;
  }
}
