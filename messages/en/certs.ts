/** Texts of the certs area, en. Keys: `certs.…`. */
export const certs = {} as const;
