export * from "./aliases/index.ts";
export * from "./catalogue/index.ts";
export * from "./formulae/index.ts";
export * from "./limits/index.ts";
export * from "./score/index.ts";
