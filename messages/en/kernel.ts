/** Texts of the kernel area, en. Keys: `kernel.…`. */
export const kernel = {} as const;
