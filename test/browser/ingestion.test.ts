import { describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { describePages } from "./describe-pages.ts";
import { waitForText } from "./page-checks.ts";
import { setStage } from "./stage.ts";

const stage = setStage({ HEADROOM_SELF_TELEMETRY: "on" });
const { product, open, errors } = stage;

it("is found by its keys; what Headroom says of itself is no data in the first-run guide", async () => {
  const page = await open("/");
  await waitForText(page, /HEADROOM|OTEL_EXPORTER_OTLP_ENDPOINT/);
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.getByRole("heading", { level: 1, name: "Ingestion" }).waitFor();
  await waitForText(page, /Nothing was refused/);
  expect(errors.splice(0)).toEqual([]);
});

it("counts what came in and what was refused", async () => {
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
});

describe("with telemetry and a refusal", () => {
  describePages(stage, [["ingestion", () => "/ingestion?from=now-5m&to=now", /Malformed/]]);
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
