/** Texts of the kernel area, fr. Keys: `kernel.…`. */
export const kernel = {} as const;
