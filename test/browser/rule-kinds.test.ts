import { beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { sendGauge } from "../harness/send-gauge.ts";
import { findFaults, measureOverflow } from "./page-checks.ts";
import { narrow, screenshots, setStage } from "./stage.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WAIT_MS = 60_000;

const { product, open, errors } = setStage();

function noiseAt(timeMs: number): number {
  return Math.sin(timeMs / 777) + Math.sin(timeMs / 3_331) + Math.sin(timeMs / 91_003);
}

function dayAt(timeMs: number): number {
  return Math.sin((2 * Math.PI * timeMs) / DAY_MS);
}

/** Orders in flight: a day's swing, some noise, and half an hour of far too many. */
function ordersAt(timeMs: number, nowMs: number): number {
  const agoMs = nowMs - timeMs;
  const jump = agoMs < 3 * HOUR_MS && agoMs > 2.5 * HOUR_MS ? 90 : 0;
  return 100 + 40 * dayAt(timeMs) + 3 * noiseAt(timeMs) + jump;
}

beforeAll(async () => {
  const nowMs = Date.now();
  const times = (stepMs: number) =>
    Array.from({ length: (5 * DAY_MS) / stepMs }, (_, k) => nowMs - 5 * DAY_MS + k * stepMs);
  const { otlpHttpUrl, api } = product();
  await sendGauge(otlpHttpUrl, {
    service: "shop",
    metric: "orders.in_flight",
    unit: "{order}",
    points: times(MINUTE_MS).map((ms) => [ms, ordersAt(ms, nowMs)]),
  });
  await sendGauge(otlpHttpUrl, {
    service: "shop",
    metric: "volume.used",
    unit: "{block}",
    points: times(5 * MINUTE_MS).map((ms) => [
      ms,
      80 + (ms - nowMs) / (4 * HOUR_MS) + dayAt(ms) + noiseAt(ms),
    ]),
  });
  await eventually("the metrics are there", async () => {
    const { items } = await api.call("listMetrics", {
      query: { from: new Date(nowMs - HOUR_MS).toISOString(), to: new Date().toISOString() },
    });
    return items.length >= 2 ? true : undefined;
  });
});

function newRulePath(kind: string, metric: string): string {
  const signal = { type: "metric", metric, aggregation: "avg", service: "shop" };
  return `/alerts/rules/new?kind=${kind}&signal=${encodeURIComponent(JSON.stringify(signal))}`;
}

describe("an anomaly rule", () => {
  it("is made from the metric's chart, shows its band and what it would have done", async () => {
    const page = await open("/metrics?metric=orders.in_flight&service=shop");
    await page.getByRole("button", { name: "Create rule" }).click({ timeout: WAIT_MS });
    await page.getByRole("menuitem", { name: /Anomaly/ }).click();
    await page.waitForURL(/kind=anomaly/);
    await page.locator('[data-range="band"] path').first().waitFor({ timeout: WAIT_MS });
    await page.getByText(/Would have fired (once|\d+ times)/).waitFor();
    expect(await page.locator('[data-mark="anomaly"]').count()).toBeGreaterThan(0);
    await page.screenshot({ path: `${screenshots}anomaly-rule-1440.png` });
    expect(await findFaults(page)).toEqual([]);

    await page.getByRole("combobox", { name: "Direction" }).click();
    await page.getByRole("option", { name: "unusually high", exact: true }).click();
    await page.getByRole("button", { name: /^Create rule/ }).click();
    await page.waitForURL(/\/alerts\/rules(\?|$)/, { timeout: WAIT_MS });
    await page
      .getByRole("link", { name: "Average of orders.in_flight in shop unusually high" })
      .waitFor();
    const { items } = await product().api.call("listRules");
    expect(items[0]?.definition).toMatchObject({
      kind: "anomaly",
      intervalMs: MINUTE_MS,
      condition: { direction: "above", repeats: "quiet" },
    });
    expect(errors.splice(0)).toEqual([]);
  });

  it("says at the field what is wrong, and keeps its values while another kind is looked at", async () => {
    const page = await open(newRulePath("anomaly", "orders.in_flight"));
    const share = page.getByRole("textbox", { name: "Share of unusual values in percent" });
    await share.fill("0");
    await page.getByRole("button", { name: /^Create rule/ }).click();
    await page
      .getByText(/above 0 %/)
      .first()
      .waitFor();
    expect(await share.getAttribute("aria-invalid")).toBe("true");
    await share.fill("80");
    await page.getByRole("radio", { name: /Threshold/ }).check();
    await page.getByRole("textbox", { name: /^Threshold/ }).fill("150");
    await page.getByRole("radio", { name: /Anomaly/ }).check();
    expect(await share.inputValue()).toBe("80");
    await page.getByRole("radio", { name: /Threshold/ }).check();
    expect(await page.getByRole("textbox", { name: /^Threshold/ }).inputValue()).toBe("150");
  });
});

describe("a forecast rule", () => {
  it("shows when its limit will be crossed", async () => {
    const page = await open(newRulePath("forecast", "volume.used"));
    await page.getByRole("textbox", { name: /^Limit/ }).fill("84");
    await page.getByText("The forecast crosses the limit").waitFor({ timeout: WAIT_MS });
    await page.locator('[data-mark="crossing"]').waitFor();
    expect(await page.locator('[data-range="forecast"] path').count()).toBeGreaterThan(0);
    await page.screenshot({ path: `${screenshots}forecast-rule-1440.png` });
    expect(await findFaults(page)).toEqual([]);
    expect(errors.splice(0)).toEqual([]);
  });

  it("fits a telephone", async () => {
    const page = await open(newRulePath("forecast", "volume.used"), narrow);
    await page.getByRole("radio", { name: /Forecast/ }).waitFor({ timeout: WAIT_MS });
    await page.getByRole("textbox", { name: /^Limit/ }).fill("84");
    await page.getByText("The forecast crosses the limit").waitFor({ timeout: WAIT_MS });
    await page.screenshot({ path: `${screenshots}forecast-rule-390.png`, fullPage: true });
    expect(await measureOverflow(page)).toBeLessThanOrEqual(1);
  });
});

describe("the expected band of a metric", () => {
  it("is switched on in the explorer and kept in the address", async () => {
    const page = await open("/metrics?metric=orders.in_flight&service=shop&from=now-6h&to=now");
    await page.getByRole("button", { name: "Expected band" }).click({ timeout: WAIT_MS });
    await page.waitForURL(/band=true/);
    await page.locator('[data-range="band"] path').first().waitFor({ timeout: WAIT_MS });
    await page.getByText(/\d+ unusual values?/).click();
    await page
      .getByText(/higher than/)
      .first()
      .waitFor();
    await page.screenshot({ path: `${screenshots}metric-band-1440.png` });
    expect(await findFaults(page)).toEqual([]);
    expect(errors.splice(0)).toEqual([]);
  });
});
