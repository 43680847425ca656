import type { z } from "zod";

type Method = "get" | "post" | "put" | "patch" | "delete";

/** One endpoint. `path` has `{name}` placeholders for the keys of `params`. */
export interface Route {
  readonly method: Method;
  readonly path: `/api/v1/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Absent: 204, no body. */
  readonly response?: z.ZodType;
  /** Success status where it is not 200 (204 without a response). */
  readonly status?: number;
}
