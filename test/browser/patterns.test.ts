import { beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { describePages } from "./describe-pages.ts";
import { waitForText } from "./page-checks.ts";
import { setStage } from "./stage.ts";
import { sendStrainedService } from "./strained-service.ts";

const service = "orders-api";

const stage = setStage({ HEADROOM_ASSESS_INTERVAL: "30" });
const { product, open, errors } = stage;

/** The service is assessed, with a date for its heap. */
async function waitForAssessment(): Promise<void> {
  await eventually(
    "the service is assessed",
    async () => {
      await product()
        .api.call("assessService", { params: { service } })
        .catch(() => undefined);
      const { items } = await product().api.call("listCapacity", { query: { service } });
      const heap = items.find(({ resource }) => resource === "heap");
      const pool = items.find(({ resource }) => resource === "pool-connections");
      return heap?.exhaustion?.p50At != null && pool !== undefined ? true : undefined;
    },
    90_000,
  );
}

it("before anything is sent, both pages say what to send", async () => {
  const patterns = await open("/patterns");
  await waitForText(patterns, /No pattern is recognised yet/);
  await patterns.getByRole("link", { name: "Open the catalogue" }).click();
  await waitForText(patterns, /Horizontal scaling/);
  const capacity = await open("/capacity");
  await waitForText(capacity, /No bounded resource is known yet/);
  expect(errors.splice(0)).toEqual([]);
});

describe("with a strained service", () => {
  beforeAll(async () => {
    await sendStrainedService(product().otlpHttpUrl, service);
    await waitForAssessment();
  });

  const pool = `/patterns/${service}/P33`;
  describePages(stage, [
    ["patterns", () => "/patterns", /Database connection pooling/],
    ["patterns-matrix", () => "/patterns?view=matrix", /Database connection pooling/],
    ["patterns-catalogue", () => "/patterns?view=catalogue", /Not recognised yet/],
    ["pattern", () => `${pool}?indicator=utilisation`, /With numbers/],
    ["pattern-record", () => "/patterns/catalogue/database-connection-pool", /What to check/],
    ["capacity", () => "/capacity", /What runs out in the next 90 days/],
    ["service-patterns", () => `/services/${service}`, /Scaling patterns/],
  ]);

  it("a newcomer finds the worst pattern and why it is so", async () => {
    const page = await open("/");
    await page.getByRole("link", { name: "Patterns", exact: true }).first().click();
    const first = page
      .getByRole("region", { name: `Patterns of ${service}` })
      .locator("li")
      .first();
    await first.waitFor();
    await first.getByRole("link").click();
    await page.getByRole("heading", { name: "Database connection pooling" }).waitFor();
    await page.getByRole("button", { name: "Utilisation" }).click();
    await waitForText(page, /With numbers/);
    await waitForText(page, /db\.client\.connection\.max/);
  });

  it("a newcomer finds when a resource is used up, and how that was computed", async () => {
    const page = await open("/capacity");
    const row = page.getByRole("table", { name: "Headroom" }).getByRole("button", {
      name: "Heap memory",
    });
    await row.click();
    const drawer = page.getByRole("dialog");
    await drawer
      .getByText(/used up in \d+ days/)
      .first()
      .waitFor();
    await drawer
      .getByRole("button", { name: /how it was computed/ })
      .last()
      .click();
    await page
      .getByText(/quantile/)
      .first()
      .waitFor();
    expect(page.url()).toContain("open=");
  });

  it("a proposed rule is created with one click", async () => {
    const page = await open(pool);
    const rules = page.getByRole("region", { name: "Rules" });
    await rules
      .getByRole("button", { name: /^Create rule/ })
      .first()
      .click();
    await rules
      .getByRole("link", { name: /^Created: open rule/ })
      .first()
      .click();
    await page.waitForURL(/\/alerts\/rules\/[^/]+/);
    const { items } = await product().api.call("listRules");
    expect(items).toHaveLength(1);
  });
});
