/** One process of the connector, as templates and the choice of an instance see it. */
export interface RunningInstance {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Null: any. */
  readonly credential: string | null;
  /** FINESS numbers; null: any. */
  readonly establishments: readonly string[] | null;
  readonly stateDir: string;
}

/** The one instance of a connector whose file names none, or that rorkit does not start. */
export function onlyInstance(stateDir: string): RunningInstance {
  return { name: 'connector', environment: {}, credential: null, establishments: null, stateDir };
}
