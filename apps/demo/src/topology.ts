/** One process of the shop. `portOffset` is added to the control port; absent for processes that listen nowhere. */
export type ShopProcess = {
  readonly instanceId: string;
  readonly service: string;
  readonly version: string;
  readonly module: string;
  readonly portOffset?: number;
  /** Started in ascending order; a process may call every process of a lower wave. */
  readonly wave: number;
};

/** Every process of the shop, in start order. Two catalog instances share the load; checkout-2 is the canary. */
export const SHOP_PROCESSES: readonly ShopProcess[] = [
  {
    instanceId: "catalog-1",
    service: "catalog",
    version: "2.8.1",
    module: "services/catalog.ts",
    portOffset: 2,
    wave: 1,
  },
  {
    instanceId: "catalog-2",
    service: "catalog",
    version: "2.8.1",
    module: "services/catalog.ts",
    portOffset: 3,
    wave: 1,
  },
  {
    instanceId: "cart-1",
    service: "cart",
    version: "1.4.0",
    module: "services/cart.ts",
    portOffset: 4,
    wave: 1,
  },
  {
    instanceId: "payments-1",
    service: "payments",
    version: "5.0.2",
    module: "services/payments.ts",
    portOffset: 5,
    wave: 1,
  },
  {
    instanceId: "fulfilment-1",
    service: "fulfilment",
    version: "0.9.3",
    module: "services/fulfilment.ts",
    wave: 1,
  },
  {
    instanceId: "checkout-1",
    service: "checkout",
    version: "3.2.0",
    module: "services/checkout.ts",
    portOffset: 6,
    wave: 2,
  },
  {
    instanceId: "checkout-2",
    service: "checkout",
    version: "3.3.0-rc.1",
    module: "services/checkout.ts",
    portOffset: 7,
    wave: 2,
  },
  {
    instanceId: "gateway-1",
    service: "gateway",
    version: "4.1.0",
    module: "services/gateway.ts",
    portOffset: 1,
    wave: 3,
  },
  {
    instanceId: "load-generator-1",
    service: "load-generator",
    version: "1.0.0",
    module: "services/load-generator.ts",
    wave: 4,
  },
];

/** Version of checkout that takes the canary share. */
export const CANARY_VERSION = "3.3.0-rc.1";
/** Share of checkouts the gateway sends to the canary, 0–1. */
export const CANARY_SHARE = 0.1;
/** Offset of the PostgreSQL port from the control port. */
export const DATABASE_PORT_OFFSET = 20;
/** One database per owner; the queue has its own so that its pool is told apart. */
export const DATABASES = ["catalog", "cart", "checkout", "fulfilment", "queue"] as const;
/** Name of the BullMQ queue between checkout and fulfilment. */
export const ORDER_QUEUE = "orders";
/** Connections each service pool may open. */
export const POOL_MAX = 10;
/** Products in the catalog; ids run from 1 to this number. */
export const PRODUCT_COUNT = 600;
/** Entries each catalog instance keeps in its in-process cache. */
export const CACHE_MAX_ENTRIES = 400;

/** Port of a shop process, or undefined when it listens nowhere. */
export function portOf(process: ShopProcess, basePort: number): number | undefined {
  return process.portOffset === undefined ? undefined : basePort + process.portOffset;
}

/** Base URLs of every instance of a service, in start order. */
export function addressesOf(service: string, basePort: number): string[] {
  return SHOP_PROCESSES.filter((entry) => entry.service === service).flatMap((entry) => {
    const port = portOf(entry, basePort);
    return port === undefined ? [] : [`http://127.0.0.1:${port}`];
  });
}

/** Service name by port, for naming the peer of an outgoing call. */
export function peerNames(basePort: number): Record<string, string> {
  const names: Record<string, string> = {};
  for (const entry of SHOP_PROCESSES) {
    const port = portOf(entry, basePort);
    if (port !== undefined) names[String(port)] = entry.service;
  }
  return names;
}
