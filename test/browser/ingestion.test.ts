import { expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { findFaults, measureOverflow, waitForText } from "./page-checks.ts";
import { narrow, screenshots, setStage, wide } from "./stage.ts";

const { product, open, errors } = setStage({ HEADROOM_SELF_TELEMETRY: "on" });

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
  await sendSpans(product().otlpHttpUrl, { service: "shop", count: 50 });
  const refused = await fetch(`${product().otlpHttpUrl}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{",
  });
  expect(refused.status).toBe(400);
  await eventually("the refusal", async () => {
    const { refusals, services } = await product().api.call("getIngestion");
    return refusals.length > 0 && services !== null ? true : undefined;
  });
  for (const [name, size, colorScheme] of [
    ["ingestion-1440", wide, "light"],
    ["ingestion-dark", wide, "dark"],
    ["ingestion-390", narrow, "light"],
  ] as const) {
    const page = await open("/ingestion?from=now-5m&to=now", size);
    await page.emulateMedia({ colorScheme });
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
