export * from "./delivery.ts";
export * from "./escalation.ts";
export * from "./incident.ts";
export * from "./instance.ts";
export * from "./labels.ts";
export * from "./rule.ts";
export * from "./slot.ts";
