export * from "./balancer-signals.ts";
export * from "./cache-signals.ts";
export * from "./kubernetes-signals.ts";
export * from "./messaging-signals.ts";
export * from "./pool-signals.ts";
export * from "./replication-signals.ts";
export * from "./resilience-signals.ts";
export * from "./thread-signals.ts";
