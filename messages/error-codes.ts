/**
 * Every stable code that a user or a program can meet, with the boundary where it appears.
 * docs/errors.md lists the same codes; a test compares the two.
 */
export const ERROR_CODES = {
  'cli.usage': 'cli',
} as const satisfies Record<string, 'http' | 'token' | 'tls' | 'control' | 'cli'>;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES;
