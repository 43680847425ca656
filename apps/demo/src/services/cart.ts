import { metrics } from "@opentelemetry/api";
import { openDatabase } from "../database/database.ts";
import { createLeak } from "../faults/leak.ts";
import { createLog } from "../telemetry/log.ts";
import { createServer, httpError, serve } from "./run-service.ts";

const CART_MAX_ITEMS = 50;
const log = createLog("cart");
const database = openDatabase("cart");
const leak = createLeak(log);
const itemsAdded = metrics
  .getMeter("shop.cart")
  .createCounter("shop.cart.items", { unit: "{item}" });

const server = createServer("cart");
server.get<{ Params: { id: string } }>("/carts/:id", async (request) => {
  const items = await database.query(
    "SELECT product_id, quantity, price_cents FROM cart_items WHERE cart_id = $1 ORDER BY product_id LIMIT $2",
    [request.params.id, CART_MAX_ITEMS],
  );
  return { id: request.params.id, items };
});

type NewItem = { productId: number; quantity: number; priceCents: number };
server.post<{ Params: { id: string }; Body: NewItem }>(
  "/carts/:id/items",
  async (request, reply) => {
    const { productId, quantity, priceCents } = request.body;
    if (!Number.isInteger(productId) || !Number.isInteger(quantity))
      throw httpError(400, "productId and quantity must be whole numbers");
    await database.query(
      `INSERT INTO cart_items (cart_id, product_id, quantity, price_cents) VALUES ($1, $2, $3, $4)
     ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = cart_items.quantity + excluded.quantity`,
      [request.params.id, productId, quantity, priceCents],
    );
    itemsAdded.add(quantity);
    log.info("item added to cart", {
      "cart.id": request.params.id,
      "product.id": productId,
      quantity,
    });
    return reply.code(201).send({ id: request.params.id });
  },
);

server.post<{ Params: { id: string } }>("/carts/:id/clear", async (request) => {
  await database.query("DELETE FROM cart_items WHERE cart_id = $1", [request.params.id]);
  return { id: request.params.id };
});

// Abandoned carts go after an hour, so that the table stays small however long the shop runs.
const sweep = setInterval(() => {
  database
    .query("DELETE FROM cart_items WHERE added_at < now() - interval '1 hour'")
    .catch(() => log.warn("sweep of abandoned carts failed, trying again in 5 minutes"));
}, 300_000);

await serve(server, {
  onFault: (name, on) => {
    if (name === "memory-leak") leak.set(on);
  },
  close: async () => {
    clearInterval(sweep);
    leak.set(false);
    await database.close();
  },
});
log.info("cart is ready");
