import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";

const MAX_RETRIES = 2;
const RETRYABLE = new Set(["unavailable", "rate_limited", "internal"]);

/** True where asking again can help: the API is away, busy or broke. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return error instanceof ApiError && RETRYABLE.has(error.code) && failures < MAX_RETRIES;
}

/** The one query cache of the browser; retries back off from 1 s. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 120_000,
        retry: shouldRetry,
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 15_000),
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
}
