import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startBrowser } from "../harness/browser.ts";
import { startDashboard, type Dashboard } from "../harness/dashboard.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { findFaults, measureOverflow, openPage, waitForText } from "./page-checks.ts";

const screenshots = fileURLToPath(new URL("./screenshots/", import.meta.url));
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

let product: Product;
let dashboard: Dashboard;
let browser: Browser;
const errors: string[] = [];

beforeAll(async () => {
  await mkdir(screenshots, { recursive: true });
  product = await startProduct({ HEADROOM_SELF_TELEMETRY: "on" });
  [dashboard, browser] = await Promise.all([startDashboard(product), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await product?.dispose();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

async function open(path: string, size = wide, dark = false): Promise<Page> {
  const page = await openPage(browser, { ...size, dark, errors });
  await page.goto(dashboard.url + path);
  return page;
}

it("is found by its keys; what Headroom says of itself is no data in the first-run guide", async () => {
  const page = await open("/");
  await waitForText(page, /HEADROOM|OTEL_EXPORTER_OTLP_ENDPOINT/);
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.getByRole("heading", { level: 1, name: "Ingestion" }).waitFor();
  await waitForText(page, /Nothing was refused/);
  expect(errors.splice(0)).toEqual([]);
});

it("shows what came in, what was refused and what it takes, in dark and on phones too", async () => {
  await sendSpans(product.otlpHttpUrl, { service: "shop", count: 50 });
  const refused = await fetch(`${product.otlpHttpUrl}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{",
  });
  expect(refused.status).toBe(400);
  await eventually("the refusal", async () => {
    const { refusals, services } = await product.api.call("getIngestion");
    return refusals.length > 0 && services !== null ? true : undefined;
  });
  for (const [name, size, dark] of [
    ["ingestion", wide, false],
    ["ingestion-dark", wide, true],
    ["ingestion-narrow", narrow, false],
  ] as const) {
    const page = await open("/ingestion?from=now-5m&to=now", size, dark);
    await waitForText(page, /Malformed/);
    await waitForText(page, /metrics_number/);
    expect(await measureOverflow(page)).toBe(0);
    expect(await findFaults(page)).toEqual([]);
    await page.screenshot({ path: `${screenshots}${name}.png` });
  }
  expect(errors.splice(0)).toEqual([]);
});

it("keeps the order of its tables in the URL", async () => {
  const page = await open("/ingestion");
  await page
    .getByRole("table", { name: "Disk by table" })
    .getByRole("button", { name: "Rows" })
    .click();
  await page.waitForURL(/tables=rows/);
  expect(errors.splice(0)).toEqual([]);
});
