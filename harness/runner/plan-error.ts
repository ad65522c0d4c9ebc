/** What a scenario can lack: a message id (`skip.<reason>`), and the values that its text names. */
type Lack =
  | { readonly reason: 'lacks-free-location'; readonly place: string }
  | { readonly reason: 'lacks-establishments'; readonly names: string }
  | { readonly reason: 'lacks-establishment-of'; readonly credential: string }
  | { readonly reason: 'lacks-establishment'; readonly finess: string }
  | { readonly reason: 'lacks-credential'; readonly id: string }
  | { readonly reason: 'lacks-certificate'; readonly name: string }
  | { readonly reason: 'lacks-unknown-unit' | 'lacks-reset' | 'lacks-restart' | 'lacks-kill' };

/** The scenario needs something that this mock or connector does not have: its checks are skips, never failures. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  /** Reason of the skips, and id of their message. */
  readonly reason: Lack['reason'];
  readonly values: Readonly<Record<string, string>>;

  constructor({ reason, ...values }: Lack) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}
