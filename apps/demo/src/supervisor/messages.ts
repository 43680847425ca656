import type { FaultName } from "../faults/catalogue.ts";

/** What the supervisor tells a process. */
export type Command =
  | { readonly type: "fault"; readonly name: FaultName; readonly on: boolean }
  | { readonly type: "stop" };

/** What a process tells the supervisor. */
export type Report =
  | { readonly type: "ready"; readonly detail: string }
  | { readonly type: "failed"; readonly message: string };
