import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { sendSampleTelemetry } from "../harness/sample-telemetry.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";
import { describePages } from "./describe-pages.ts";
import { narrow, screenshots, setStage } from "./stage.ts";

let webhook: WebhookReceiver;
let traceId: string;
let incidentId: string;
let ruleId: string;

const stage = setStage();
const { product, blank, open } = stage;

beforeAll(async () => {
  webhook = await startWebhookReceiver();
});

afterAll(() => webhook?.stop());

async function createIncident(): Promise<void> {
  const { id: channelId } = await product().api.call("createChannel", {
    body: { name: "on-call", config: { type: "webhook", url: webhook.url } },
  });
  const policy = await product().api.call("createEscalationPolicy", {
    body: { name: "primary", levels: [{ channelIds: [channelId], timeoutMs: 600_000 }] },
  });
  const rule = await product().api.call("createRule", {
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
  const { items } = await product().api.call("listIncidents");
  incidentId = items[0]?.id ?? "";
}

describe("the first run", () => {
  it("an empty Overview says how to send a span and notices when it arrives", async () => {
    const page = await open("/");
    await page
      .getByText(/OTEL_EXPORTER_OTLP_ENDPOINT/)
      .first()
      .waitFor();
    await page.screenshot({ path: `${screenshots}first-run-1440.png` });
    traceId = await sendSampleTelemetry(product().otlpHttpUrl, Date.now());
    await page.getByRole("link", { name: "checkout" }).first().waitFor({ timeout: 60_000 });
  });
});

describe("with data", () => {
  beforeAll(async () => {
    if (traceId === undefined)
      traceId = await sendSampleTelemetry(product().otlpHttpUrl, Date.now());
    await eventually("the trace", () => product().api.call("getTrace", { params: { traceId } }));
    await createIncident();
  });

  describePages(stage, [
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
  ]);

  it("the span that a trace waited for is three clicks from the Overview", async () => {
    const page = await open("/");
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
    const page = await blank();
    await page.addInitScript(() => {
      const seen = window as unknown as { moved: number };
      seen.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.moved += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(path);
    await page.locator("main").getByText(expected).first().waitFor({ timeout: 30_000 });
    await page.waitForLoadState("networkidle");
    const moved = await page.evaluate(() => (window as unknown as { moved: number }).moved);
    expect(moved).toBeLessThan(0.02);
  });

  it("an incident is acknowledged in the browser", async () => {
    const page = await open(`/incidents/${incidentId}`, narrow);
    await page
      .getByRole("button", { name: /^Acknowledge/ })
      .first()
      .click();
    const confirm = page.getByRole("dialog").getByRole("button", { name: /Acknowledge/ });
    await eventually("the incident is acknowledged", async () => {
      if (await confirm.isVisible()) await confirm.click();
      const { status } = await product().api.call("getIncident", { params: { id: incidentId } });
      return status === "acknowledged" ? true : undefined;
    });
  });

  it("the command palette opens a page from the keyboard", async () => {
    const page = await open("/");
    await page.getByRole("link", { name: "checkout" }).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("traces");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/traces/);
  });
});
