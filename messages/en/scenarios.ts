/** Texts of the scenarios area, en. Keys: `scenarios.…`. */
export const scenarios = {} as const;
