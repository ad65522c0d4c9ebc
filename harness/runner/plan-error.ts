/**
 * The scenario needs something that this mock does not have: its checks are skips, never failures. The message names
 * what is missing.
 */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}
