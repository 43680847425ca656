export type * from "./catalogue/types.ts";
export { limitTables, untabledLimitSources } from "./limits/index.ts";
export type * from "./limits/index.ts";
