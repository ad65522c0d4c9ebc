/** Texts of the checks area, fr. Keys: `checks.…`. */
export const checks = {} as const;
