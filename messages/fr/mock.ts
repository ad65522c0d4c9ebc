/** Texts of the mock area, fr. Keys: `mock.…`. */
export const mock = {} as const;
