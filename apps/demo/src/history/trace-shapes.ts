import { SpanKind } from "@opentelemetry/api";
import { ATTR_EXCEPTION_MESSAGE } from "@opentelemetry/semantic-conventions";
import {
  ATTR_SERVICE_PEER_NAME,
  ATTR_SESSION_ID,
} from "@opentelemetry/semantic-conventions/incubating";
import { chooseProduct, MEAN_PAGES, MEAN_STEPS } from "../load/journeys.ts";
import { CANARY_SHARE } from "../topology.ts";
import { orderFailureShare } from "./http-series.ts";
import { hitRatio } from "./library-series.ts";
import { drawHex, drawLogNormal, type Random } from "./random.ts";
import { httpNode, type NodeLog, queryNode, queueNode, type SpanNode } from "./span-tree.ts";
import type { Moment } from "./timeline.ts";

const PRODUCT_SQL = "SELECT id, name, category, price_cents, stock FROM products WHERE id = $1";
const LIST_SQL = "SELECT id, name, price_cents FROM products ORDER BY popularity DESC, id LIMIT 24";
const SEARCH_SQL =
  "SELECT found.* FROM (SELECT id, name, price_cents FROM products WHERE name ILIKE $1 ORDER BY popularity DESC LIMIT 20) AS found";
const CART_SQL =
  "SELECT product_id, quantity, price_cents FROM cart_items WHERE cart_id = $1 ORDER BY product_id LIMIT $2";
const CART_INSERT_SQL =
  "INSERT INTO cart_items (cart_id, product_id, quantity, price_cents) VALUES ($1, $2, $3, $4)";
const ORDER_SQL = "INSERT INTO orders (id, total_cents, status) VALUES ($1, $2, 'new')";
const ITEMS_SQL =
  "INSERT INTO order_items (order_id, product_id, quantity) SELECT $1, * FROM unnest($2::int[], $3::int[])";
const SHIPMENT_SQL =
  "INSERT INTO shipments (order_id, item_count) VALUES ($1, $2) ON CONFLICT (order_id) DO NOTHING";

type Page = keyof typeof MEAN_PAGES;
type Draw = {
  readonly moment: Moment;
  readonly random: Random;
  readonly basePort: number;
  readonly session: string;
};

/** Draws a page by its share of the requests. `random` is in [0, 1). */
export function choosePage(random: number): Page {
  let left = random * MEAN_STEPS;
  for (const [page, mean] of Object.entries(MEAN_PAGES)) {
    if (left < mean) return page as Page;
    left -= mean;
  }
  return "product";
}

function around(draw: Draw, medianMs: number): number {
  return drawLogNormal(medianMs * (1 + draw.moment.requestsPerSecond / 60), 0.3, draw.random);
}

function log(
  severity: NodeLog["severity"],
  component: string,
  message: string,
  attributes: NodeLog["attributes"],
): NodeLog {
  return { severity, component, message, attributes };
}

function uuid(random: Random): string {
  return [4, 2, 2, 2, 6].map((bytes) => drawHex(bytes, random)).join("-");
}

function catalogNode(draw: Draw, route: string, path: string, sql: string | undefined): SpanNode {
  const to = draw.random() < 0.5 ? "catalog-1" : "catalog-2";
  const children =
    sql === undefined ? [] : [queryNode(to, "catalog", sql, around(draw, 1.1), draw.basePort)];
  return httpNode(
    {
      from: "gateway-1",
      to,
      method: "GET",
      route,
      path,
      status: 200,
      serverMs: around(draw, 1.2),
      children,
    },
    draw.basePort,
  );
}

function productNode(draw: Draw): SpanNode {
  const cached = draw.random() < hitRatio(draw.moment);
  return catalogNode(
    draw,
    "/products/:id",
    `/products/${chooseProduct(draw.random())}`,
    cached ? undefined : PRODUCT_SQL,
  );
}

function cartNode(
  draw: Draw,
  from: string,
  method: "GET" | "POST",
  route: string,
  suffix: string,
  sql: string,
  logs: NodeLog[] = [],
): SpanNode {
  const children = [queryNode("cart-1", "cart", sql, around(draw, 1.2), draw.basePort)];
  const path = `/carts/${draw.session}${suffix}`;
  const status = method === "POST" && suffix === "/items" ? 201 : 200;
  return httpNode(
    {
      from,
      to: "cart-1",
      method,
      route,
      path,
      status,
      serverMs: around(draw, 1.4),
      children,
      logs,
    },
    draw.basePort,
  );
}

function paymentNode(draw: Draw, from: string, orderId: string): SpanNode {
  const logs = [log("INFO", "payments", "charge accepted", { "order.id": orderId })];
  const serverMs = 36 + drawLogNormal(17, 0.8, draw.random);
  return httpNode(
    {
      from,
      to: "payments-1",
      method: "POST",
      route: "/charges",
      path: "/charges",
      status: 201,
      serverMs,
      logs,
    },
    draw.basePort,
  );
}

function placedOrder(draw: Draw, at: string, orderId: string, waitMs: number): SpanNode[] {
  const query = (text: string, medianMs: number) =>
    queryNode(at, "checkout", text, around(draw, medianMs), draw.basePort);
  const shipped = [
    log("INFO", "fulfilment", "order handed to the carrier", { "order.id": orderId }),
  ];
  const work = [
    queryNode("fulfilment-1", "fulfilment", SHIPMENT_SQL, around(draw, 1.4), draw.basePort),
  ];
  return [
    cartNode(draw, at, "GET", "/carts/:id", "", CART_SQL),
    query("BEGIN", 0.6 + waitMs),
    query(ORDER_SQL, 1.1 + 60 * draw.moment.incident),
    query(ITEMS_SQL, 0.9 + 40 * draw.moment.incident),
    query("COMMIT", 0.4),
    paymentNode(draw, at, orderId),
    query("UPDATE orders SET status = $2 WHERE id = $1", 1.2 + 20 * draw.moment.incident),
    queueNode(at, "fulfilment-1", around(draw, 6), 112 + 96 * draw.random(), work, shipped),
    cartNode(
      draw,
      at,
      "POST",
      "/carts/:id/clear",
      "/clear",
      "DELETE FROM cart_items WHERE cart_id = $1",
    ),
  ];
}

function checkoutNode(draw: Draw): SpanNode {
  const at = draw.random() < CANARY_SHARE ? "checkout-2" : "checkout-1";
  const orderId = uuid(draw.random);
  const failed = draw.random() < orderFailureShare(draw.moment);
  const message = "timeout exceeded when trying to connect";
  const logs = failed
    ? [
        log("ERROR", "checkout", `POST /orders failed: ${message}`, {
          "order.id": orderId,
          [ATTR_EXCEPTION_MESSAGE]: message,
        }),
      ]
    : [log("INFO", "checkout", "order placed", { "order.id": orderId })];
  const waitMs = 550 * draw.moment.incident;
  const children = failed
    ? [cartNode(draw, at, "GET", "/carts/:id", "", CART_SQL)]
    : placedOrder(draw, at, orderId, waitMs);
  const serverMs = failed ? 2_003 : around(draw, 5);
  return httpNode(
    {
      from: "gateway-1",
      to: at,
      method: "POST",
      route: "/orders",
      path: "/orders",
      status: failed ? 503 : 201,
      serverMs,
      children,
      logs,
    },
    draw.basePort,
  );
}

type GatewayCall = {
  readonly method: "GET" | "POST";
  readonly route: string;
  readonly path: string;
  readonly children: SpanNode[];
};

function gatewayCall(page: Page, draw: Draw): GatewayCall {
  switch (page) {
    case "home":
      return {
        method: "GET",
        route: "/",
        path: "/",
        children: [catalogNode(draw, "/products", "/products", LIST_SQL)],
      };
    case "product": {
      const child = productNode(draw);
      return {
        method: "GET",
        route: "/products/:id",
        path: `/products/${chooseProduct(draw.random())}`,
        children: [child],
      };
    }
    case "search":
      return {
        method: "GET",
        route: "/search",
        path: "/search",
        children: [catalogNode(draw, "/search", "/search", SEARCH_SQL)],
      };
    case "addItem": {
      const added = [log("INFO", "cart", "item added to cart", { "cart.id": draw.session })];
      const item = cartNode(
        draw,
        "gateway-1",
        "POST",
        "/carts/:id/items",
        "/items",
        CART_INSERT_SQL,
        added,
      );
      return {
        method: "POST",
        route: "/cart/items",
        path: "/cart/items",
        children: [productNode(draw), item],
      };
    }
    case "cart":
      return {
        method: "GET",
        route: "/cart/:session",
        path: `/cart/${draw.session}`,
        children: [cartNode(draw, "gateway-1", "GET", "/carts/:id", "", CART_SQL)],
      };
    case "checkout":
      return {
        method: "POST",
        route: "/checkout",
        path: "/checkout",
        children: [checkoutNode(draw)],
      };
  }
}

/** One request of a visitor as a tree of spans, from the visitor's side down to the databases. */
export function drawTrace(moment: Moment, random: Random, basePort: number): SpanNode {
  const draw: Draw = { moment, random, basePort, session: uuid(random) };
  const page = choosePage(random());
  const call = gatewayCall(page, draw);
  const failed = call.children.some((child) => child.failed === true);
  const status = failed ? 502 : call.method === "POST" ? 201 : 200;
  const logs = failed
    ? [log("WARN", "gateway", "checkout failed", { [ATTR_SERVICE_PEER_NAME]: "checkout" })]
    : [];
  const journey =
    page === "checkout"
      ? "buy"
      : page === "addItem" || page === "cart"
        ? "abandon"
        : page === "search"
          ? "search"
          : "browse";
  const request = httpNode(
    {
      from: "load-generator-1",
      to: "gateway-1",
      ...call,
      status,
      serverMs: around(draw, 1.6),
      logs,
    },
    basePort,
  );
  return {
    instanceId: "load-generator-1",
    scope: "shop.load",
    kind: SpanKind.INTERNAL,
    name: `visit ${journey}`,
    attributes: { [ATTR_SESSION_ID]: draw.session, "shop.journey": journey },
    selfMs: 0.3,
    children: [request],
  };
}
