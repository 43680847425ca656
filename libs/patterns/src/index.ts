export * from "./catalogue/index.ts";
export { limitTables, untabledLimitSources } from "./limits/index.ts";
export type * from "./limits/index.ts";
export { formulae } from "./formulae/reference.ts";
export type { Formula, FormulaId } from "./formulae/reference.ts";
