import { PRODUCT_COUNT } from "../topology.ts";

/** One request of a visitor, made `thinkMs` after the answer to the one before. */
export type Step = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: Readonly<Record<string, string | number>>;
  readonly thinkMs: number;
};

/** The kinds of visits. */
export type JourneyKind = "browse" | "search" | "abandon" | "buy";

const SHARES: readonly (readonly [JourneyKind, number])[] = [
  ["browse", 0.46],
  ["search", 0.24],
  ["abandon", 0.1],
  ["buy", 0.2],
];
const TERMS = [
  "lamp",
  "chair",
  "desk",
  "kettle",
  "rug",
  "mirror",
  "shelf",
  "vase",
  "clock",
  "zeppelin",
];

/** Mean number of requests per visit by kind of page; follows from the shares and the journeys below. */
export const MEAN_PAGES = {
  home: 0.66,
  product: 1.93,
  search: 0.34,
  addItem: 0.3,
  cart: 0.1,
  checkout: 0.2,
} as const;

/** Mean number of requests of a visit; turns a request rate into a rate of visits. */
export const MEAN_STEPS = Object.values(MEAN_PAGES).reduce((sum, mean) => sum + mean, 0);

/** Draws the kind of visit by its share. `random` is in [0, 1). */
export function chooseJourney(random: number): JourneyKind {
  let left = random;
  for (const [kind, share] of SHARES) {
    if (left < share) return kind;
    left -= share;
  }
  return "buy";
}

/** A product id between 1 and PRODUCT_COUNT; low ids are far more popular. */
export function chooseProduct(random: number): number {
  return 1 + Math.floor(PRODUCT_COUNT * random ** 2.6);
}

/** The requests of one visit. `random` is called for every choice. */
export function planJourney(kind: JourneyKind, session: string, random: () => number): Step[] {
  const think = () => 300 + 2_200 * random();
  const view = (): Step => ({
    method: "GET",
    path: `/products/${chooseProduct(random())}`,
    thinkMs: think(),
  });
  const add = (): Step => ({
    method: "POST",
    path: "/cart/items",
    body: { session, productId: chooseProduct(random()), quantity: 1 + Math.floor(2 * random()) },
    thinkMs: think(),
  });
  const home: Step = { method: "GET", path: "/", thinkMs: 0 };
  const term = TERMS[Math.floor(TERMS.length * random())] ?? "lamp";
  const search: Step = { method: "GET", path: `/search?q=${term}`, thinkMs: 0 };
  switch (kind) {
    case "browse":
      return random() < 0.5 ? [home, view(), view()] : [home, view(), view(), view()];
    case "search":
      return [search, view(), view()];
    case "abandon":
      return [home, view(), add()];
    case "buy": {
      const checkout: Step = {
        method: "POST",
        path: "/checkout",
        body: { session },
        thinkMs: think(),
      };
      const review: Step = { method: "GET", path: `/cart/${session}`, thinkMs: think() };
      return random() < 0.5
        ? [home, view(), add(), review, checkout]
        : [search, view(), add(), checkout];
    }
  }
}
