import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteInput, RouteResponse, ThresholdRuleInput } from "@headroom/contracts";
import { eventually } from "../harness/eventually.ts";
import { startMailReceiver, type MailReceiver } from "../harness/mail-receiver.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../harness/webhook-receiver.ts";

let product: Product;
let webhook: WebhookReceiver;
let second: WebhookReceiver;
let mail: MailReceiver;
let sender: NodeJS.Timeout;
let isBroken = false;

beforeAll(async () => {
  [webhook, second, mail] = await Promise.all([
    startWebhookReceiver(),
    startWebhookReceiver(),
    startMailReceiver(),
  ]);
  product = await startProduct({ SMTP_URL: mail.url, HEADROOM_PUBLIC_URL: "http://dash.test" });
  // A service that answers all the time; failing while `isBroken`.
  sender = setInterval(() => {
    void sendSpans(product.otlpHttpUrl, { service: "shop", count: 5, isError: isBroken }).catch(
      () => undefined,
    );
  }, 500);
});

afterAll(async () => {
  clearInterval(sender);
  await product.dispose();
  await Promise.all([webhook.stop(), second.stop(), mail.stop()]);
});

async function createChannel(
  name: string,
  config: RouteInput<"createChannel">["body"]["config"],
): Promise<string> {
  return (await product.api.call("createChannel", { body: { name, config } })).id;
}

function errorRule(changes: Partial<ThresholdRuleInput>): ThresholdRuleInput {
  return {
    name: "Errors in shop",
    signal: { type: "red", measure: "error_ratio", service: "shop", groupBy: ["service"] },
    condition: { comparison: "gt", threshold: 0.2 },
    windowMs: 10_000,
    intervalMs: 5_000,
    evalDelayMs: 5_000,
    // On a busy machine a request can come after its window was judged; one such slot is no end.
    keepFiringForMs: 10_000,
    severity: "critical",
    annotations: { summary: "{{ labels.service }} fails {{ value }} of its calls" },
    ...changes,
  };
}

async function incidentOf(ruleId: string): Promise<RouteResponse<"getIncident"> | undefined> {
  const { items } = await product.api.call("listIncidents", { query: { ruleId } });
  const first = items[0];
  return first && product.api.call("getIncident", { params: { id: first.id } });
}

describe("the life of an alert", () => {
  it("goes from a breach over webhook, mail and escalation to the acknowledgement and the end", async () => {
    const hookId = await createChannel("on-call hook", { type: "webhook", url: webhook.url });
    const secondId = await createChannel("second level", { type: "webhook", url: second.url });
    const mailId = await createChannel("team mail", { type: "email", to: ["team@example.com"] });
    const policy = await product.api.call("createEscalationPolicy", {
      body: {
        name: "two levels",
        levels: [
          { channelIds: [hookId], timeoutMs: 10_000 },
          { channelIds: [secondId], timeoutMs: 600_000 },
        ],
      },
    });
    const rule = await product.api.call("createRule", {
      body: errorRule({ channelIds: [mailId], escalationPolicyId: policy.id }),
    });
    expect(rule.definition.noData).toBe("hold");
    await eventually("the rule is evaluated", async () => {
      const read = await product.api.call("getRule", { params: { id: rule.id } });
      return read.state === "inactive" && read.dataStatus === "ok" ? true : undefined;
    });
    expect(webhook.received).toEqual([]);

    isBroken = true;
    const told = await webhook.waitFor((each) => each.body["status"] === "firing");
    expect(told.headers["idempotency-key"]).toBeTypeOf("string");
    expect(told.body).toMatchObject({
      version: "4",
      status: "firing",
      commonLabels: { alertname: "Errors in shop", severity: "critical", service: "shop" },
    });
    const firing = await mail.waitFor((each) => /Errors in shop/.test(each.subject ?? ""));
    expect(firing.to?.[0]).toMatchObject({ address: "team@example.com" });

    const open = await eventually("an incident", () => incidentOf(rule.id));
    expect(open).toMatchObject({ status: "open", firingCount: 1 });
    expect(open.alerts[0]?.evidence).toMatchObject({ comparison: "gt", threshold: 0.2 });
    expect(open.alerts[0]?.evidence?.value).toBeGreaterThan(0.2);
    expect(open.summary).toMatch(/^shop fails /);

    await second.waitFor((each) => each.body["status"] === "firing");
    const escalated = await product.api.call("getIncident", { params: { id: open.id } });
    expect(escalated.escalation).toMatchObject({ level: 1, levels: 2, status: "active" });

    const acknowledged = await product.api.call("acknowledgeIncident", {
      params: { id: open.id },
      body: { by: "ada", note: "looking" },
    });
    expect(acknowledged).toMatchObject({ status: "acknowledged", acknowledgedBy: "ada" });
    expect(acknowledged.escalation?.status).toBe("acknowledged");
    await expect(
      product.api.call("acknowledgeIncident", { params: { id: open.id }, body: {} }),
    ).rejects.toMatchObject({ status: 409 });

    isBroken = false;
    await webhook.waitFor((each) => each.body["status"] === "resolved");
    await second.waitFor((each) => each.body["status"] === "resolved");
    await mail.waitFor((each) => /resolved/i.test(each.subject ?? ""));
    const ended = await eventually("the incident is resolved", async () => {
      const read = await incidentOf(rule.id);
      const isTold = read?.notifications.every((each) => each.status === "delivered") === true;
      return read?.status === "resolved" && isTold ? read : undefined;
    });
    expect(ended.timeline.map((event) => event.type)).toEqual(
      expect.arrayContaining([
        "opened",
        "alert_fired",
        "notified",
        "escalated",
        "acknowledged",
        "resolved",
      ]),
    );
    const keys = webhook.received.map((each) => each.headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(keys.length);
    await product.api.call("deleteRule", { params: { id: rule.id } });
  });

  it("survives kill -9 while firing: nobody is told twice, and the end is still told", async () => {
    const hookId = await createChannel("crash hook", { type: "webhook", url: webhook.url });
    const rule = await product.api.call("createRule", {
      body: errorRule({ name: "Crash", channelIds: [hookId] }),
    });
    const isCrash = (status: string) => (each: { body: Record<string, unknown> }) =>
      each.body["status"] === status &&
      (each.body["commonLabels"] as Record<string, string>)["alertname"] === "Crash";
    isBroken = true;
    await webhook.waitFor(isCrash("firing"));
    await eventually("the delivery is recorded", async () =>
      (await incidentOf(rule.id))?.notifications.every((each) => each.status === "delivered") ===
      true
        ? true
        : undefined,
    );
    const before = await incidentOf(rule.id);
    await product.kill();
    await product.restart();
    await eventually("the rule is evaluated again", async () => {
      const read = await product.api.call("getRule", { params: { id: rule.id } });
      const evaluated = Date.parse(read.lastEvaluatedAt ?? "");
      return evaluated > Date.parse(before?.openedAt ?? "") + 10_000 && read.state === "firing"
        ? true
        : undefined;
    });
    const told = webhook.received.filter(isCrash("firing"));
    expect(told.map((each) => each.headers["idempotency-key"])).toHaveLength(1);
    isBroken = false;
    await webhook.waitFor(isCrash("resolved"));
    expect((await incidentOf(rule.id))?.number).toBe(before?.number);
  });
});
