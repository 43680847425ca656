/** Names of what controllers are given. */
export const QUERIES = Symbol("telemetry queries");
export const TELEMETRY = Symbol("telemetry store");
export const METADATA = Symbol("metadata store");
export const CLOCK = Symbol("clock");
export const CONFIG = Symbol("config");
export const BELL = Symbol("bell");
export const BACKUPS = Symbol("backups");
export const AUTH = Symbol("auth");
export const STORAGE = Symbol("storage reader");
export const DELIVERY = Symbol("delivery");

/** Unix time in milliseconds. */
export type Clock = () => number;
