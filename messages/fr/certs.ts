/** Texts of the certs area, fr. Keys: `certs.…`. */
export const certs = {} as const;
