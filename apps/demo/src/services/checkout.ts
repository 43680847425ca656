import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@opentelemetry/api";
import { openDatabase } from "../database/database.ts";
import { createConnectionLeak } from "../faults/connection-leak.ts";
import { startSlowLeak } from "../faults/slow-leak.ts";
import { readEnvironment } from "../telemetry/environment.ts";
import { createLog, describeError } from "../telemetry/log.ts";
import { createSendMetrics } from "../telemetry/queue-telemetry.ts";
import { addressesOf, CANARY_VERSION } from "../topology.ts";
import { callService } from "./call-service.ts";
import { openOrderQueue } from "./order-queue.ts";
import { createPaymentClient } from "./payment-client.ts";
import { createServer, httpError, serve } from "./run-service.ts";

type CartItem = { product_id: number; quantity: number; price_cents: number };

const CALL_TIMEOUT_MS = 3_000;
const BAD_CANARY_DELAY_MS = 600;
const BAD_CANARY_FAILURE_SHARE = 0.3;

const environment = readEnvironment(process.env);
const [cartUrl = ""] = addressesOf("cart", environment.basePort);
const [paymentsUrl = ""] = addressesOf("payments", environment.basePort);
const log = createLog("checkout");
const database = openDatabase("checkout");
const payments = createPaymentClient(paymentsUrl);
const queue = openOrderQueue();
const recordSend = createSendMetrics();
const leak = createConnectionLeak(database, log);
const orders = metrics.getMeter("shop.checkout").createCounter("shop.orders", { unit: "{order}" });
const isCanary = environment.version === CANARY_VERSION;
const endSlowLeak = isCanary ? () => undefined : startSlowLeak(database, log);
let badCanary = false;

async function insertOrder(
  orderId: string,
  totalCents: number,
  items: readonly CartItem[],
): Promise<void> {
  await database.transaction(async (client) => {
    await client.query("INSERT INTO orders (id, total_cents, status) VALUES ($1, $2, 'new')", [
      orderId,
      totalCents,
    ]);
    await client.query(
      "INSERT INTO order_items (order_id, product_id, quantity) SELECT $1, * FROM unnest($2::int[], $3::int[])",
      [orderId, items.map((item) => item.product_id), items.map((item) => item.quantity)],
    );
  });
}

async function setStatus(orderId: string, status: string): Promise<void> {
  await database.query("UPDATE orders SET status = $2 WHERE id = $1", [orderId, status]);
}

async function enqueue(orderId: string, itemCount: number): Promise<void> {
  const startedAt = performance.now();
  let failed = true;
  try {
    await queue.add("fulfil", { orderId, itemCount });
    failed = false;
  } finally {
    recordSend((performance.now() - startedAt) / 1000, failed);
  }
}

async function misbehave(orderId: string): Promise<void> {
  if (!isCanary || !badCanary) return;
  await sleep(BAD_CANARY_DELAY_MS);
  if (Math.random() >= BAD_CANARY_FAILURE_SHARE) return;
  log.error("TypeError: cannot read properties of undefined (reading 'taxRate')", {
    "order.id": orderId,
  });
  throw httpError(500, "cannot read properties of undefined (reading 'taxRate')");
}

async function placeOrder(cartId: string): Promise<{ orderId: string; totalCents: number }> {
  const orderId = randomUUID();
  const cart = await callService<{ items: CartItem[] }>(`${cartUrl}/carts/${cartId}`, {
    timeoutMs: CALL_TIMEOUT_MS,
  });
  if (cart.items.length === 0) throw httpError(409, "the cart is empty");
  await misbehave(orderId);
  const totalCents = cart.items.reduce((sum, item) => sum + item.price_cents * item.quantity, 0);
  await insertOrder(orderId, totalCents, cart.items);
  try {
    await payments.charge({ orderId, amountCents: totalCents });
  } catch (error) {
    await setStatus(orderId, "payment_failed");
    orders.add(1, { outcome: "payment_failed" });
    log.error("order not paid", { "order.id": orderId, ...describeError(error) });
    throw httpError(503, "payment is not possible right now");
  }
  await setStatus(orderId, "paid");
  await enqueue(orderId, cart.items.length);
  await callService(`${cartUrl}/carts/${cartId}/clear`, {
    method: "POST",
    body: {},
    timeoutMs: CALL_TIMEOUT_MS,
  });
  orders.add(1, { outcome: "placed" });
  log.info("order placed", {
    "order.id": orderId,
    "order.total_cents": totalCents,
    "order.items": cart.items.length,
  });
  return { orderId, totalCents };
}

const server = createServer("checkout");
server.post<{ Body: { cartId: string } }>("/orders", async (request, reply) =>
  reply.code(201).send(await placeOrder(request.body.cartId)),
);

await serve(server, {
  onFault: (name, on) => {
    if (name === "bad-canary") badCanary = on;
    if (name === "pool-exhaustion") leak.set(on);
  },
  close: async () => {
    leak.set(false);
    endSlowLeak();
    payments.close();
    await queue.close();
    await database.close();
  },
});
log.info("checkout is ready", { "checkout.canary": isCanary });
