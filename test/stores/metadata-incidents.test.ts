import { advanceEscalation } from "@headroom/alerting";
import {
  createId,
  openMetadataStore,
  type ClaimedRun,
  type EscalationAdvance,
  type MetadataStore,
} from "@headroom/metadata-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import {
  claim,
  incidentFacts,
  intent,
  notice,
  openIncident,
  slotOf,
  T0,
} from "./metadata-fixtures.ts";

let postgres: TestPostgres;
let server: MetadataStore;

beforeAll(async () => {
  postgres = await startPostgres();
  server = await openMetadataStore({ kind: "server", url: postgres.connectionString });
}, 60_000);

afterAll(async () => {
  await server?.close();
  await postgres?.stop();
});

describe.each(["embedded", "server"] as const)("incidents over the %s driver", (driver) => {
  const store = () => (driver === "embedded" ? postgres.store : server);

  async function claimRun(runId: string | null, nowMs: number): Promise<ClaimedRun> {
    const [run] = await store().escalations.claimDue({
      nowMs,
      owner: "worker",
      limit: 1,
      ids: [runId ?? ""],
    });
    if (run === undefined) throw new Error("the escalation is not due");
    return run;
  }

  function advanceOf(claimed: ClaimedRun, nowMs: number): EscalationAdvance {
    const step = advanceEscalation(claimed.run, claimed.policy, nowMs);
    const incidentId = claimed.incident.id;
    return {
      runId: claimed.id,
      from: { level: claimed.run.level, round: claimed.run.round },
      step,
      intents: step.notify.map((channelId) => ({
        ...intent(channelId, incidentId, `${step.run.round}.${step.run.level}`),
        kind: "escalation",
      })),
      events: [{ type: "escalated", detail: { level: step.run.level } }],
      nowMs,
    };
  }

  it("gives the race of acknowledgement and timer exactly one winner", async () => {
    for (let round = 0; round < 10; round++) {
      const { incidentId, escalationRunId, slotMs } = await openIncident(store());
      const advance = advanceOf(await claimRun(escalationRunId, slotMs), slotMs);
      const [ack, step] = await Promise.all([
        postgres.store.incidents.acknowledge({ id: incidentId, actor: "ada", nowMs: slotMs }),
        server.escalations.commitAdvance(advance),
      ]);
      const detail = await store().incidents.get(incidentId);
      const types = detail.timeline.map((each) => each.type);
      expect(ack.status).toBe("acknowledged");
      expect(detail.escalation?.run).toMatchObject({ status: "acknowledged", nextDueMs: null });
      // Either the level was told before the acknowledgement, or not at all.
      expect(types.includes("escalated")).toBe(step.committed);
      if (step.committed) expect(types.at(-1)).toBe("acknowledged");
      const repeated = await store().escalations.commitAdvance(advance);
      expect(repeated).toEqual({ committed: false });
    }
  });

  it("lets one of several acknowledgements win", async () => {
    const { incidentId, slotMs } = await openIncident(store());
    const results = await Promise.allSettled(
      ["ada", "bob", "eve"].map((actor) =>
        store().incidents.acknowledge({ id: incidentId, actor, nowMs: slotMs }),
      ),
    );
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const each of results) {
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "conflict" });
    }
    const missing = { id: "none", actor: "ada", nowMs: slotMs };
    await expect(store().incidents.acknowledge(missing)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("tells the levels again after an acknowledgement was taken back", async () => {
    const { incidentId, escalationRunId, slotMs } = await openIncident(store());
    const first = await store().escalations.commitAdvance(
      advanceOf(await claimRun(escalationRunId, slotMs), slotMs),
    );
    await store().incidents.acknowledge({ id: incidentId, actor: "ada", nowMs: slotMs + 1 });
    expect(await store().escalations.listDue({ nowMs: T0 + 10 ** 9, limit: 500 })).not.toContain(
      escalationRunId,
    );
    const back = await store().incidents.unacknowledge({
      id: incidentId,
      actor: "ada",
      nowMs: slotMs + 2,
    });
    expect(back.escalationRunId).toBe(escalationRunId);
    const claimed = await claimRun(escalationRunId, slotMs + 2);
    expect(claimed.run).toMatchObject({ level: -1, round: 0 });
    const again = await store().escalations.commitAdvance(advanceOf(claimed, slotMs + 2));
    expect(first).toMatchObject({ committed: true, intentIds: [expect.any(String)] });
    expect(again).toMatchObject({ committed: true, intentIds: [expect.any(String)] });
  });

  it("walks the levels to exhaustion and then stays quiet", async () => {
    const { escalationRunId, slotMs, incidentId } = await openIncident(store());
    let nowMs = slotMs;
    const statuses: string[] = [];
    for (let step = 0; step < 3; step++) {
      const advance = advanceOf(await claimRun(escalationRunId, nowMs), nowMs);
      expect((await store().escalations.commitAdvance(advance)).committed).toBe(true);
      statuses.push(advance.step.run.status);
      nowMs += 60_000;
    }
    expect(statuses).toEqual(["active", "active", "exhausted"]);
    await expect(claimRun(escalationRunId, nowMs)).rejects.toThrow("not due");
    const { escalation } = await store().incidents.get(incidentId);
    expect(escalation?.run).toMatchObject({ status: "exhausted", nextDueMs: null });
  });

  it("claims the notices of an incident to a channel one at a time, in order", async () => {
    const { incidentId, channelId, ruleId, slotMs } = await openIncident(store());
    for (const offsetMs of [10_000, 20_000]) {
      await store().rules.commitSlot(
        slotOf(await claim(store(), ruleId, slotMs + offsetMs), {
          incident: { decision: "join", ...incidentFacts(ruleId, incidentId) },
          intents: [intent(channelId, incidentId, `join-${offsetMs}`)],
        }),
      );
    }
    const all = (await store().incidents.get(incidentId)).notifications.map((each) => each.id);
    expect(all).toHaveLength(3);
    const request = { owner: "worker", leaseMs: 1_000, limit: 10, ids: all };
    const seen: string[] = [];
    let nowMs = slotMs + 30_000;
    for (let turn = 0; turn < 3; turn++) {
      const claims = await Promise.all(
        [postgres.store, server, postgres.store].map((each) =>
          each.intents.claimDue({ ...request, nowMs }),
        ),
      );
      const [claimed, ...others] = claims.flat();
      expect(others).toEqual([]);
      if (claimed === undefined) throw new Error("nothing was claimed");
      seen.push(claimed.id);
      if (turn === 1) {
        // A failed try keeps its place: nothing behind it may overtake.
        await store().intents.recordAttempt({
          intentId: claimed.id,
          attempt: claimed.attempt,
          finishedMs: nowMs,
          outcome: { outcome: "retryable", detail: "HTTP 503" },
          nextAttemptMs: nowMs + 5_000,
        });
        expect(await store().intents.claimDue({ ...request, nowMs: nowMs + 4_999 })).toEqual([]);
        nowMs += 5_000;
        const [retry] = await store().intents.claimDue({ ...request, nowMs });
        expect(retry).toMatchObject({ id: claimed.id, attempt: 2 });
        expect(retry?.notification.dedupKey).toBe(claimed.notification.dedupKey);
      }
      const { recorded } = await store().intents.recordAttempt({
        intentId: claimed.id,
        attempt: turn === 1 ? 2 : 1,
        finishedMs: nowMs,
        outcome: { outcome: "delivered", detail: "HTTP 200" },
        nextAttemptMs: null,
      });
      expect(recorded).toBe(true);
    }
    expect(seen).toEqual(all);
    const detail = await store().incidents.get(incidentId);
    expect(detail.notifications.map((each) => each.attempts.length)).toEqual([1, 2, 1]);
    expect(detail.timeline.filter((each) => each.type === "notified")).toHaveLength(3);
  });

  it("takes a try without outcome again after its lease, and refuses the late result", async () => {
    const { incidentId, slotMs } = await openIncident(store());
    const [planned] = (await store().incidents.get(incidentId)).notifications;
    const request = { owner: "one", leaseMs: 1_000, limit: 1, ids: [planned?.id ?? ""] };
    const [lost] = await store().intents.claimDue({ ...request, nowMs: slotMs });
    expect(await store().intents.claimDue({ ...request, nowMs: slotMs + 999 })).toEqual([]);
    const [again] = await store().intents.claimDue({ ...request, nowMs: slotMs + 1_000 });
    expect(again).toMatchObject({ id: lost?.id, attempt: 2 });
    expect(again?.notification.dedupKey).toBe(lost?.notification.dedupKey);
    const late = await store().intents.recordAttempt({
      intentId: lost?.id ?? "",
      attempt: 1,
      finishedMs: slotMs + 1_500,
      outcome: { outcome: "delivered", detail: "late" },
      nextAttemptMs: null,
    });
    expect(late.recorded).toBe(false);
    const [notification] = (await store().incidents.get(incidentId)).notifications;
    expect(notification?.attempts.map((each) => each.outcome)).toEqual(["lost", null]);
  });

  it("gives up a notice with a line in the timeline, and does not resolve to that channel", async () => {
    const { incidentId, slotMs } = await openIncident(store());
    const [planned] = (await store().incidents.get(incidentId)).notifications;
    const ids = [planned?.id ?? ""];
    await store().intents.claimDue({ nowMs: slotMs, owner: "one", leaseMs: 1_000, limit: 1, ids });
    await store().intents.recordAttempt({
      intentId: ids[0] ?? "",
      attempt: 1,
      finishedMs: slotMs,
      outcome: { outcome: "retryable", detail: "HTTP 503" },
      nextAttemptMs: null,
    });
    const { intentIds } = await store().incidents.resolve({
      id: incidentId,
      actor: "ada",
      nowMs: slotMs + 1,
      payload: notice("resolved", incidentId),
    });
    expect(intentIds).toEqual([]);
    const types = (await store().incidents.get(incidentId)).timeline.map((each) => each.type);
    expect(types.slice(-2)).toEqual(["notification_failed", "resolved"]);
  });

  it("names who uses a channel or a policy that is to be removed", async () => {
    const { channelId, ruleId, incidentId, slotMs } = await openIncident(store());
    const rule = await store().rules.get(ruleId);
    const policyId = rule.definition.escalationPolicyId ?? "";
    await expect(store().channels.remove(channelId)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining('the rule "High latency"'),
    });
    await expect(store().escalations.removePolicy(policyId)).rejects.toMatchObject({
      code: "conflict",
    });
    await store().rules.remove({
      id: ruleId,
      nowMs: slotMs,
      composeResolved: (incident) => notice("resolved", incident.id),
    });
    await store().escalations.removePolicy(policyId);
    const ids = (await store().incidents.get(incidentId)).notifications.map((each) => each.id);
    for (const intentId of ids) {
      await expect(store().channels.remove(channelId)).rejects.toThrow("open notices of incident");
      const request = { nowMs: slotMs, owner: "one", leaseMs: 1_000, limit: 1, ids: [intentId] };
      const [claimed] = await store().intents.claimDue(request);
      await store().intents.recordAttempt({
        intentId,
        attempt: claimed?.attempt ?? 0,
        finishedMs: slotMs,
        outcome: { outcome: "delivered", detail: "HTTP 200" },
        nextAttemptMs: null,
      });
    }
    await store().channels.remove(channelId);
    await expect(store().channels.get(channelId)).rejects.toMatchObject({ code: "not_found" });
    const [first] = (await store().incidents.get(incidentId)).notifications;
    expect(first).toMatchObject({ channelId: null, channelName: expect.stringContaining("ops") });
  });

  it("pages through incidents and filters them", async () => {
    const opened = [];
    for (let i = 0; i < 3; i++) opened.push(await openIncident(store()));
    const ids = opened.map((each) => each.incidentId).toReversed();
    const first = await store().incidents.list({ limit: 2, status: "unresolved" });
    expect(first.items.map((each) => each.id)).toEqual(ids.slice(0, 2));
    const rest = await store().incidents.list({ limit: 1, cursor: first.nextCursor ?? "" });
    expect(rest.items[0]?.id).toBe(ids[2]);
    const one = await store().incidents.list({ ruleId: opened[0]?.ruleId, severity: "critical" });
    expect(one).toMatchObject({ items: [{ id: ids[2], alertCount: 1 }], nextCursor: null });
    expect((await store().incidents.list({ ruleId: createId() })).items).toEqual([]);
    const alerts = await store().alerts.list({ ruleId: opened[0]?.ruleId });
    expect(alerts.items).toMatchObject([{ incidentId: ids[2], severity: "critical" }]);
    expect((await store().alerts.countFiringByService()).get("shop")).toBeGreaterThanOrEqual(3);
  });

  it("keeps comments, settings and ingest keys", async () => {
    const { incidentId, slotMs } = await openIncident(store());
    await store().incidents.comment({ id: incidentId, actor: "ada", text: "hm", nowMs: slotMs });
    const { timeline } = await store().incidents.get(incidentId);
    expect(timeline.at(-1)).toMatchObject({ type: "commented", detail: { text: "hm" } });

    const key = `setting ${createId()}`;
    expect(await store().settings.get(key)).toBeUndefined();
    await store().settings.setIfAbsent({ key, value: { a: 1 }, nowMs: T0 });
    await store().settings.setIfAbsent({ key, value: { a: 2 }, nowMs: T0 });
    expect(await store().settings.get(key)).toEqual({ a: 1 });
    await store().settings.set({ key, value: [3], nowMs: T0 });
    expect(await store().settings.get(key)).toEqual([3]);

    const made = await store().ingestKeys.create({ name: "ci", nowMs: T0 });
    expect(made.key.startsWith(made.prefix)).toBe(true);
    const verify = (text: string) => store().ingestKeys.verify({ key: text, nowMs: T0 + 1 });
    expect(await verify(made.key)).toMatchObject({ id: made.id });
    expect(await verify(`${made.key}x`)).toBeNull();
    expect(await verify("")).toBeNull();
    expect(JSON.stringify(await store().ingestKeys.list())).not.toContain(made.key);
    const unlimited = { requestsPerSecond: null, rowsPerSecond: null, bytesPerSecond: null };
    expect(made.quota).toEqual(unlimited);
    const quota = { ...unlimited, rowsPerSecond: 5_000, bytesPerSecond: 1_000_000_000_000 };
    await store().ingestKeys.update({ id: made.id, name: "ci 2", quota });
    expect(await verify(made.key)).toMatchObject({ name: "ci 2", quota });
    await store().ingestKeys.update({ id: made.id, name: "ci" });
    expect(await verify(made.key)).toMatchObject({ quota: unlimited });
    await store().ingestKeys.revoke({ id: made.id, nowMs: T0 + 2 });
    expect(await verify(made.key)).toBeNull();
    await expect(store().ingestKeys.update({ id: made.id, name: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
