import { beforeAll, describe, expect, it } from "vitest";
import { brokenForMs, sendIncident } from "../e2e/analysis-incident.ts";
import { eventually } from "../harness/eventually.ts";
import { describePages } from "./describe-pages.ts";
import { findFaults, measureOverflow, waitForText } from "./page-checks.ts";
import { narrow, setStage } from "./stage.ts";

const shopP95 = { type: "red", measure: "p95", service: "shop" } as const;

const stage = setStage();
const { product, open, errors } = stage;
let incidentId = "";
const nowMs = Date.now();

function pathOf(page: "trend" | "correlation", minutes: number): string {
  const search = new URLSearchParams({
    signal: JSON.stringify(shopP95),
    from: new Date(nowMs - minutes * 60_000).toISOString(),
    to: new Date(nowMs).toISOString(),
  });
  return `/${page}?${search}`;
}

async function openIncident(): Promise<string> {
  await sendIncident(product().otlpHttpUrl, nowMs);
  const rule = await product().api.call("createRule", {
    body: {
      name: "Orders are slow",
      signal: { ...shopP95, groupBy: ["service"] },
      condition: { comparison: "gt", threshold: 200 },
      windowMs: 600_000,
      intervalMs: 5_000,
      evalDelayMs: 0,
    },
  });
  const incident = await eventually("the rule fires", async () => {
    const { items } = await product().api.call("listIncidents", { query: { ruleId: rule.id } });
    return items[0];
  });
  return incident.id;
}

it("without a signal both pages offer some", async () => {
  const trend = await open("/trend");
  await waitForText(trend, /Nothing was received in this time range/);
  await trend.getByRole("button", { name: "Show p95 latency of all services" }).waitFor();
  expect(await findFaults(trend)).toEqual([]);
  const correlation = await open("/correlation", narrow);
  await waitForText(correlation, /Choose what to look at/);
  expect(await measureOverflow(correlation)).toBeLessThanOrEqual(1);
  expect(errors.splice(0)).toEqual([]);
});

describe("with an incident", () => {
  beforeAll(async () => {
    incidentId = await openIncident();
  });

  describePages(stage, [
    ["trend", () => pathOf("trend", 120), /Now about/],
    ["trend-short", () => pathOf("trend", 1), /Too few points/],
    ["correlation", () => pathOf("correlation", 90), /series moved with it/],
    ["correlation-refused", () => `${pathOf("correlation", 90)}&refused=true`, /\d+ refused/],
    ["incident-suspects", () => `/incidents/${incidentId}`, /High confidence/],
  ]);

  it("leads from the incident to the suspect, what moved with it, and how that was computed", async () => {
    const page = await open(`/incidents/${incidentId}`);
    const suspects = page.locator("section", {
      has: page.getByRole("heading", { name: "Suspects" }),
    });
    await suspects.getByRole("link", { name: "stock", exact: true }).waitFor();
    await suspects.getByText("Got worse").first().waitFor();
    await suspects
      .getByRole("button", { name: /how it was computed/ })
      .first()
      .click();
    await page.getByText(/points = /).waitFor();
    await page.keyboard.press("Escape");
    await suspects.getByRole("link", { name: "What moved with this?" }).click();
    await page.waitForURL(/\/correlation\?/);
    await page.getByRole("heading", { name: /What moved with: p95 latency of shop/ }).waitFor();
  });

  it("puts the slow dependency first and opens it in the trend", async () => {
    const page = await open(pathOf("correlation", 90));
    const first = page.getByRole("listitem").filter({ hasText: "latency of stock" }).first();
    await first.getByRole("link", { name: /^Trend: / }).click();
    await page.waitForURL(/\/trend\?/);
    await waitForText(page, /Now about/);
    await page
      .getByRole("button", { name: /Jump 1|how it was computed/ })
      .first()
      .waitFor();
  });

  it("marks the jump where the fault began", async () => {
    const page = await open(pathOf("trend", 120));
    const jump = page.locator("time[datetime]").last();
    await jump.waitFor({ timeout: 30_000 });
    const atMs = Date.parse((await jump.getAttribute("datetime")) ?? "");
    expect(Math.abs(atMs - (nowMs - brokenForMs))).toBeLessThan(120_000);
  });

  it("compares a part of the window that is dragged across the chart", async () => {
    const page = await open(pathOf("correlation", 90));
    await waitForText(page, /series moved with it/);
    const plot = page.locator(".recharts-surface").first();
    const box = await plot.boundingBox();
    if (box === null) throw new Error("There is no chart.");
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 });
    await page.mouse.move(box.x + box.width * 0.98, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.getByRole("button", { name: "Whole range" }).click({ timeout: 30_000 });
    await page.getByRole("button", { name: "Whole range" }).waitFor({ state: "detached" });
  });
});
