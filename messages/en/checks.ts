/** Texts of the checks area, en. Keys: `checks.…`. */
export const checks = {} as const;
