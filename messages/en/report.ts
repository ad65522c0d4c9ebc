/** Texts of the report area, en. Keys: `report.…`. */
export const report = {} as const;
