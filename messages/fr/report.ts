/** Texts of the report area, fr. Keys: `report.…`. */
export const report = {} as const;
