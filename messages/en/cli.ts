/** Texts of the cli area, en. Keys: `cli.…`. */
export const cli = {} as const;
