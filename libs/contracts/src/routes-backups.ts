import { z } from "zod";
import { backup, backupInput, backups } from "./backups.ts";
import type { Route } from "./route.ts";

/** Endpoints about backups; administrators only. */
export const backupRoutes = {
  createBackup: {
    method: "post",
    path: "/api/v1/backups",
    tag: "Backups",
    summary: "Start a backup of telemetry and metadata",
    body: backupInput,
    response: backup,
    status: 202,
  },
  listBackups: {
    method: "get",
    path: "/api/v1/backups",
    tag: "Backups",
    summary: "Backups since the server started",
    response: backups,
  },
  getBackup: {
    method: "get",
    path: "/api/v1/backups/{id}",
    tag: "Backups",
    summary: "How far a backup is",
    params: z.object({ id: z.string().min(1).max(100) }),
    response: backup,
  },
} as const satisfies Readonly<Record<string, Route>>;
