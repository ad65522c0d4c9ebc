/** Texts of the cli area, fr. Keys: `cli.…`. */
export const cli = {} as const;
