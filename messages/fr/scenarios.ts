/** Texts of the scenarios area, fr. Keys: `scenarios.…`. */
export const scenarios = {} as const;
