import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../harness/browser.ts";
import { startDashboard, type Dashboard } from "../harness/dashboard.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSampleTelemetry } from "../harness/sample-telemetry.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";

const screenshots = fileURLToPath(new URL("./screenshots/", import.meta.url));
const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

let product: Product;
let dashboard: Dashboard;
let browser: Browser;
let webhook: WebhookReceiver;
let traceId: string;
let incidentId: string;
let ruleId: string;

beforeAll(async () => {
  await mkdir(screenshots, { recursive: true });
  webhook = await startWebhookReceiver();
  product = await startProduct();
  [dashboard, browser] = await Promise.all([startDashboard(product), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await product?.dispose();
  await webhook?.stop();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A page that fails the test on script errors. */
async function openPage(width: number, height: number, dark = false): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

const errors: string[] = [];

async function createIncident(): Promise<void> {
  const { id: channelId } = await product.api.call("createChannel", {
    body: { name: "on-call", config: { type: "webhook", url: webhook.url } },
  });
  const policy = await product.api.call("createEscalationPolicy", {
    body: { name: "primary", levels: [{ channelIds: [channelId], timeoutMs: 600_000 }] },
  });
  const rule = await product.api.call("createRule", {
    body: {
      name: "Checkout is slow",
      signal: { type: "red", measure: "p95", service: "checkout", groupBy: ["service"] },
      condition: { comparison: "gt", threshold: 50 },
      windowMs: 600_000,
      intervalMs: 5_000,
      severity: "critical",
      escalationPolicyId: policy.id,
    },
  });
  ruleId = rule.id;
  await webhook.waitFor((each) => each.body["status"] === "firing");
  const { items } = await product.api.call("listIncidents");
  incidentId = items[0]?.id ?? "";
}

describe("the first run", () => {
  it("an empty Overview says how to send a span and notices when it arrives", async () => {
    const page = await openPage(1440, 900);
    await page.goto(dashboard.url);
    await page
      .getByText(/OTEL_EXPORTER_OTLP_ENDPOINT/)
      .first()
      .waitFor();
    await page.screenshot({ path: `${screenshots}first-run-1440.png` });
    traceId = await sendSampleTelemetry(product.otlpHttpUrl, Date.now());
    await page.getByRole("link", { name: "checkout" }).first().waitFor({ timeout: 60_000 });
  });
});

describe("with data", () => {
  beforeAll(async () => {
    if (traceId === undefined) traceId = await sendSampleTelemetry(product.otlpHttpUrl, Date.now());
    await eventually("the trace", () => product.api.call("getTrace", { params: { traceId } }));
    await createIncident();
  });

  const pages: readonly [name: string, path: () => string, expected: RegExp][] = [
    ["overview", () => "/", /checkout/],
    ["services", () => "/services", /payments/],
    ["service", () => "/services/checkout", /POST \/orders/],
    ["traces", () => "/traces", /POST \/checkout/],
    ["trace", () => `/traces/${traceId}`, /INSERT orders/],
    ["logs", () => "/logs", /order placed|card declined/],
    ["metrics", () => "/metrics", /db\.client\.connection\.count/],
    ["metric", () => "/metrics?metric=db.client.connection.count", /connection/],
    ["incidents", () => "/incidents", /Checkout is slow/],
    ["rules", () => "/alerts/rules", /Checkout is slow/],
    ["alerts", () => "/alerts/active", /Checkout is slow/],
    ["rule", () => `/alerts/rules/${ruleId}`, /Checkout is slow|p95/i],
    ["new-rule", () => "/alerts/rules/new", /threshold|above/i],
    ["incident", () => `/incidents/${incidentId}`, /Acknowledge/],
    ["settings-channels", () => "/settings?tab=channels", /on-call/],
    ["settings-escalation", () => "/settings?tab=policies", /primary/],
  ];

  for (const { width, height } of sizes) {
    it.each(pages)(`%s at ${width} px shows its data`, async (name, path, expected) => {
      const page = await openPage(width, height);
      await page.goto(dashboard.url + path());
      await page
        .locator("main")
        .getByText(expected)
        .locator("visible=true")
        .first()
        .waitFor({ timeout: 30_000 });
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `${screenshots}${name}-${width}.png`, fullPage: false });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, "the page scrolls sideways").toBeLessThanOrEqual(1);
      expect(errors.splice(0)).toEqual([]);
    });
  }

  it.each(pages)("%s has no serious accessibility fault", async (name, path, expected) => {
    const page = await openPage(1440, 900, true);
    await page.goto(dashboard.url + path());
    await page
      .locator("main")
      .getByText(expected)
      .locator("visible=true")
      .first()
      .waitFor({ timeout: 30_000 });
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${screenshots}${name}-dark.png` });
    await page.evaluate(await readFile(axeSource, "utf8"));
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { html: string }[] }[];
          }>;
        };
      };
      return (await axe.run()).violations
        .filter((each) => each.impact === "serious" || each.impact === "critical")
        .map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`);
    });
    expect(found).toEqual([]);
  });

  it("the span that a trace waited for is three clicks from the Overview", async () => {
    const page = await openPage(1440, 900);
    await page.goto(dashboard.url);
    await page.getByRole("link", { name: "checkout", exact: true }).first().click();
    await page
      .locator("section", { has: page.getByRole("heading", { name: "Slowest traces" }) })
      .getByRole("listitem")
      .first()
      .getByRole("link")
      .click();
    await page.getByTitle("The span that the trace waited for longest").click();
    const chosen = page.getByRole("treeitem", { selected: true });
    await chosen.waitFor();
    expect(await chosen.count()).toBe(1);
  });

  it.each([
    ["the Overview", "/", /Worst first/],
    ["a service's page", "/services/checkout", /Slowest traces/],
  ])("%s does not move while it loads", async (_, path, expected) => {
    const page = await openPage(1440, 900);
    await page.addInitScript(() => {
      const seen = window as unknown as { moved: number };
      seen.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.moved += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(dashboard.url + path);
    await page.locator("main").getByText(expected).first().waitFor({ timeout: 30_000 });
    await page.waitForLoadState("networkidle");
    const moved = await page.evaluate(() => (window as unknown as { moved: number }).moved);
    expect(moved).toBeLessThan(0.02);
  });

  it("an incident is acknowledged in the browser", async () => {
    const page = await openPage(390, 844);
    await page.goto(`${dashboard.url}/incidents/${incidentId}`);
    await page
      .getByRole("button", { name: /^Acknowledge/ })
      .first()
      .click();
    const confirm = page.getByRole("dialog").getByRole("button", { name: /Acknowledge/ });
    await eventually("the incident is acknowledged", async () => {
      if (await confirm.isVisible()) await confirm.click();
      const { status } = await product.api.call("getIncident", { params: { id: incidentId } });
      return status === "acknowledged" ? true : undefined;
    });
  });

  it("the command palette opens a page from the keyboard", async () => {
    const page = await openPage(1440, 900);
    await page.goto(dashboard.url);
    await page.getByRole("link", { name: "checkout" }).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("traces");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/traces/);
  });
});
