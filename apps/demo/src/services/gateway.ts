import { ATTR_SERVICE_PEER_NAME } from "@opentelemetry/semantic-conventions/incubating";
import { readEnvironment } from "../telemetry/environment.ts";
import { createLog, describeError } from "../telemetry/log.ts";
import { addressesOf, CANARY_SHARE } from "../topology.ts";
import { chooseVersion, createRoundRobin } from "./balancing.ts";
import { callService, PeerError } from "./call-service.ts";
import { createServer, httpError, serve } from "./run-service.ts";

const CALL_TIMEOUT_MS = 6_000;

const { basePort } = readEnvironment(process.env);
const log = createLog("gateway");
const nextCatalog = createRoundRobin(addressesOf("catalog", basePort));
const [cartUrl = ""] = addressesOf("cart", basePort);
const [stableCheckout = "", canaryCheckout = ""] = addressesOf("checkout", basePort);

/** Passes a peer's answer on; 5xx and broken connections become 502, a timeout becomes 504. */
async function forward<T>(peer: string, url: string, body?: unknown): Promise<T> {
  try {
    const method = body === undefined ? "GET" : "POST";
    return await callService<T>(url, {
      method,
      timeoutMs: CALL_TIMEOUT_MS,
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    if (error instanceof PeerError && error.statusCode < 500)
      throw httpError(error.statusCode, error.message);
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    log.warn(`${peer} ${timedOut ? "did not answer in time" : "failed"}`, {
      [ATTR_SERVICE_PEER_NAME]: peer,
      ...describeError(error),
    });
    throw httpError(timedOut ? 504 : 502, `${peer} ${timedOut ? "timed out" : "failed"}`);
  }
}

type Product = { id: number; name: string; price_cents: number };
type CartItemBody = { session: string; productId: number; quantity: number };

const server = createServer("gateway");
server.get("/", () => forward("catalog", `${nextCatalog()}/products`));
server.get<{ Params: { id: string } }>("/products/:id", (request) =>
  forward("catalog", `${nextCatalog()}/products/${encodeURIComponent(request.params.id)}`),
);
server.get<{ Querystring: { q?: string } }>("/search", (request) =>
  forward("catalog", `${nextCatalog()}/search?q=${encodeURIComponent(request.query.q ?? "")}`),
);
server.post<{ Body: CartItemBody }>("/cart/items", async (request, reply) => {
  const { session, productId, quantity } = request.body;
  const product = await forward<Product>("catalog", `${nextCatalog()}/products/${productId}`);
  const item = { productId, quantity, priceCents: product.price_cents };
  return reply
    .code(201)
    .send(await forward("cart", `${cartUrl}/carts/${encodeURIComponent(session)}/items`, item));
});
server.get<{ Params: { session: string } }>("/cart/:session", (request) =>
  forward("cart", `${cartUrl}/carts/${encodeURIComponent(request.params.session)}`),
);
server.post<{ Body: { session: string } }>("/checkout", async (request, reply) => {
  const target = chooseVersion(stableCheckout, canaryCheckout, CANARY_SHARE, Math.random());
  const order = await forward<{ orderId: string }>("checkout", `${target}/orders`, {
    cartId: request.body.session,
  });
  log.info("checkout completed", { "order.id": order.orderId });
  return reply.code(201).send(order);
});

await serve(server, { close: async () => undefined });
log.info("gateway is ready");
