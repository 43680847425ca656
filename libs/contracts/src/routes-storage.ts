import { retentionResult, retentionUpdate, storage } from "./retention.ts";
import type { Route } from "./route.ts";

/** Endpoints about what is stored. */
export const storageRoutes = {
  getStorage: {
    method: "get",
    path: "/api/v1/storage",
    tag: "Storage",
    summary: "What is stored by table and day, how full the disk is, what upkeep did",
    response: storage,
  },
  updateRetention: {
    method: "put",
    path: "/api/v1/storage/retention",
    tag: "Storage",
    summary: "Change how long telemetry is kept, or see what that would free",
    body: retentionUpdate,
    response: retentionResult,
  },
} as const satisfies Readonly<Record<string, Route>>;
