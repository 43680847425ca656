import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../history/random.ts";
import { PRODUCT_COUNT } from "../topology.ts";
import { chooseJourney, chooseProduct, MEAN_PAGES, MEAN_STEPS, planJourney } from "./journeys.ts";

const VISITS = 40_000;

function pageOf(method: string, path: string): keyof typeof MEAN_PAGES {
  if (path === "/") return "home";
  if (path.startsWith("/products/")) return "product";
  if (path.startsWith("/search")) return "search";
  if (path === "/cart/items") return "addItem";
  return method === "POST" ? "checkout" : "cart";
}

describe("planJourney", () => {
  it("makes the pages in the proportions the history uses", () => {
    const random = createRandom(7);
    const seen = { home: 0, product: 0, search: 0, addItem: 0, cart: 0, checkout: 0 };
    for (let visit = 0; visit < VISITS; visit += 1) {
      for (const step of planJourney(chooseJourney(random()), "s", random))
        seen[pageOf(step.method, step.path)] += 1;
    }
    for (const [page, mean] of Object.entries(MEAN_PAGES)) {
      expect(Math.abs(seen[page as keyof typeof seen] / VISITS - mean)).toBeLessThan(0.03);
    }
    expect(MEAN_STEPS).toBeCloseTo(3.53, 6);
  });

  it("puts something into the cart before a checkout", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const paths = planJourney("buy", "s", createRandom(seed)).map((step) => step.path);
        expect(paths.indexOf("/cart/items")).toBeGreaterThan(-1);
        expect(paths.indexOf("/cart/items")).toBeLessThan(paths.indexOf("/checkout"));
        expect(paths.at(-1)).toBe("/checkout");
      }),
    );
  });
});

describe("chooseJourney", () => {
  it("gives each kind its share of the draws", () => {
    expect([0, 0.5, 0.75, 0.9, 0.999_999].map(chooseJourney)).toEqual([
      "browse",
      "search",
      "abandon",
      "buy",
      "buy",
    ]);
  });
});

describe("chooseProduct", () => {
  it("stays within the catalog and prefers low ids", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        const id = chooseProduct(draw);
        expect(Number.isInteger(id)).toBe(true);
        expect(id).toBeGreaterThanOrEqual(1);
        expect(id).toBeLessThanOrEqual(PRODUCT_COUNT);
      }),
    );
    expect(chooseProduct(0.5)).toBeLessThan(PRODUCT_COUNT / 4);
  });
});
