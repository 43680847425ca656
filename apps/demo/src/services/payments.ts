import { setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@opentelemetry/api";
import { createLog } from "../telemetry/log.ts";
import { createServer, httpError, serve } from "./run-service.ts";

const BURST_FAILURE_SHARE = 0.4;
const USUAL_FAILURE_SHARE = 0.004;
const log = createLog("payments");
const amount = metrics
  .getMeter("shop.payments")
  .createCounter("shop.payments.amount", { unit: "{cent}" });
let failureShare = USUAL_FAILURE_SHARE;

/** Time the card network takes: 35 ms at least, a long tail above. */
function providerDelayMs(): number {
  return 35 + 25 * -Math.log(1 - Math.random());
}

const server = createServer("payments");
server.post<{ Body: { orderId: string; amountCents: number } }>(
  "/charges",
  async (request, reply) => {
    await sleep(Math.min(providerDelayMs(), 400));
    const { orderId, amountCents } = request.body;
    if (Math.random() < failureShare) {
      log.error("card network refused the connection", {
        "order.id": orderId,
        "payment.amount_cents": amountCents,
      });
      throw httpError(503, "card network unavailable");
    }
    amount.add(amountCents);
    log.info("charge accepted", { "order.id": orderId, "payment.amount_cents": amountCents });
    return reply.code(201).send({ chargeId: `ch_${orderId}` });
  },
);

await serve(server, {
  onFault: (name, on) => {
    if (name === "error-burst") failureShare = on ? BURST_FAILURE_SHARE : USUAL_FAILURE_SHARE;
  },
  close: async () => undefined,
});
log.info("payments is ready");
