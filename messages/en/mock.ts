/** Texts of the mock area, en. Keys: `mock.…`. */
export const mock = {} as const;
