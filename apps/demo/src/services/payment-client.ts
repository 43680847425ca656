import { setTimeout as sleep } from "node:timers/promises";
import CircuitBreaker from "opossum";
import { createLog, describeError } from "../telemetry/log.ts";
import { createRetryCounter, observeBreaker } from "../telemetry/resilience-metrics.ts";
import { callService, PeerError } from "./call-service.ts";
import { backoffMs, shouldRetry } from "./retry-policy.ts";

/** One charge. */
export type Charge = { readonly orderId: string; readonly amountCents: number };

const CALL_TIMEOUT_MS = 1_500;
const log = createLog("payment-client");

/** A client of payments behind a circuit breaker, with up to three attempts a charge. */
export function createPaymentClient(baseUrl: string): {
  charge: (charge: Charge) => Promise<void>;
  close: () => void;
} {
  const send = (charge: Charge, resendCount: number) =>
    callService(`${baseUrl}/charges`, {
      method: "POST",
      body: charge,
      timeoutMs: CALL_TIMEOUT_MS,
      resendCount,
    });
  const breaker = new CircuitBreaker(send, {
    name: "payments",
    timeout: CALL_TIMEOUT_MS + 100,
    errorThresholdPercentage: 30,
    volumeThreshold: 6,
    rollingCountTimeout: 60_000,
    resetTimeout: 8_000,
    errorFilter: (error: unknown) => error instanceof PeerError && error.statusCode < 500,
  });
  observeBreaker("payments", breaker);
  breaker.on("open", () =>
    log.error("circuit breaker of payments opened: charges fail fast for 8 s"),
  );
  breaker.on("halfOpen", () =>
    log.warn("circuit breaker of payments half open: trying one charge"),
  );
  breaker.on("close", () => log.info("circuit breaker of payments closed: charges flow again"));
  const countRetry = createRetryCounter("payments");
  return {
    charge: (charge) => chargeWithRetries(breaker, charge, countRetry),
    close: () => breaker.shutdown(),
  };
}

async function chargeWithRetries(
  breaker: CircuitBreaker<[Charge, number]>,
  charge: Charge,
  countRetry: ReturnType<typeof createRetryCounter>,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await breaker.fire(charge, attempt);
      countRetry(attempt === 0 ? "successful_without_retry" : "successful_with_retry");
      return;
    } catch (error) {
      if (!shouldRetry(error, attempt)) {
        countRetry(attempt === 0 ? "failed_without_retry" : "failed_with_retry");
        throw error;
      }
      const waitMs = backoffMs(attempt, Math.random());
      log.warn(`charge failed, attempt ${attempt + 2} in ${Math.round(waitMs)} ms`, {
        "order.id": charge.orderId,
        "retry.attempt": attempt + 1,
        ...describeError(error),
      });
      await sleep(waitMs);
    }
  }
}
