import { createId, openMetadataStore, type MetadataStore } from "@headroom/metadata-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import {
  claim,
  definition,
  fired,
  incidentFacts,
  intent,
  notice,
  openIncident,
  resolved,
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

describe.each(["embedded", "server"] as const)("slots over the %s driver", (driver) => {
  const store = () => (driver === "embedded" ? postgres.store : server);

  it("commits a slot once when two owners hold the same claim", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const claimed = await claim(store(), rule.id, T0);
    const slot = slotOf(claimed, { instances: [fired(claimed.rule.nextSlotMs ?? T0)] });
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        (i % 2 === 0 ? postgres.store : server).rules.commitSlot(slot),
      ),
    );
    expect(results.filter((result) => result.committed)).toHaveLength(1);
    expect(results.filter((result) => !result.committed)).toEqual(
      Array.from({ length: 5 }, () => ({ committed: false, reason: "slot_exists" })),
    );
    const [alert] = (await store().alerts.list({ ruleId: rule.id })).items;
    expect(alert?.state.state).toBe("firing");
    const transitions = await store().alerts.transitions({ instanceId: alert?.id ?? "" });
    expect(transitions).toMatchObject([
      { seq: 1, from: "inactive", to: "firing", evidence: { query: "p95", value: 200 } },
    ]);
  });

  it("refuses an owner whose lease went to another", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const zombie = await claim(store(), rule.id, T0, "zombie");
    expect(
      await store().rules.claimDue({
        nowMs: T0,
        owner: "two",
        leaseMs: 5_000,
        limit: 1,
        ids: [rule.id],
      }),
    ).toEqual([]);
    const heir = await claim(store(), rule.id, T0 + 5_000, "heir");
    expect(heir.fencingToken).toBe(zombie.fencingToken + 1);
    expect(await store().rules.commitSlot(slotOf(zombie, { instances: [fired(T0)] }))).toEqual({
      committed: false,
      reason: "stale_token",
    });
    expect((await store().alerts.list({ ruleId: rule.id })).items).toEqual([]);
    expect(await store().rules.commitSlot(slotOf(heir))).toMatchObject({ committed: true });
  });

  it("refuses a slot that was decided on another version of the rule", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const claimed = await claim(store(), rule.id, T0);
    await store().rules.update({
      id: rule.id,
      version: 1,
      definition: definition({ name: "Changed" }),
      nowMs: T0,
      composeResolved: (incident) => notice("resolved", incident.id),
    });
    expect(await store().rules.commitSlot(slotOf(claimed))).toEqual({
      committed: false,
      reason: "version_changed",
    });
  });

  it("gives each due rule to one of many claimers", async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
        return rule.id;
      }),
    );
    const request = { nowMs: T0, leaseMs: 5_000, limit: 5, ids };
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        (i % 2 === 0 ? postgres.store : server).rules.claimDue({ ...request, owner: `w${i}` }),
      ),
    );
    const taken = claims.flat().map((each) => each.rule.id);
    expect(new Set(taken).size).toBe(taken.length);
    expect(claims.every((each) => each.length <= 5)).toBe(true);
  });

  it("opens, joins, shrinks and resolves one incident and tells the end once", async () => {
    const opened = await openIncident(store());
    const { ruleId, incidentId, channelId, slotMs } = opened;
    const facts = incidentFacts(ruleId, incidentId);
    const step = async (offsetMs: number) => claim(store(), ruleId, slotMs + offsetMs);

    const joined = await step(10_000);
    expect(joined.openIncident?.id).toBe(incidentId);
    const second = fired(slotMs + 10_000, { zone: "b" });
    await store().rules.commitSlot(
      slotOf(joined, {
        instances: [{ ...opened.alert, transitions: [], event: null }, second],
        incident: { decision: "join", ...facts },
        intents: [intent(channelId, incidentId, "join")],
      }),
    );
    expect(await store().incidents.get(incidentId)).toMatchObject({
      status: "open",
      alertCount: 2,
      firingCount: 2,
    });

    await store().rules.commitSlot(
      slotOf(await step(20_000), {
        instances: [resolved(opened.alert, slotMs + 20_000)],
        incident: { decision: "shrink", ...facts },
      }),
    );
    const end = await store().rules.commitSlot(
      slotOf(await step(30_000), {
        instances: [resolved(second, slotMs + 30_000)],
        incident: {
          decision: "resolve",
          ...facts,
          resolvedNotice: notice("resolved", incidentId),
        },
      }),
    );
    expect(end).toMatchObject({ committed: true, intentIds: [expect.any(String)] });
    const detail = await store().incidents.get(incidentId);
    expect(detail).toMatchObject({ status: "resolved", firingCount: 0 });
    expect(detail.escalation).toMatchObject({ run: { status: "resolved", nextDueMs: null } });
    expect(detail.notifications.map((each) => each.kind)).toEqual(["firing", "firing", "resolved"]);
    expect(detail.timeline.map((each) => each.type)).toEqual([
      "opened",
      "alert_fired",
      "alert_fired",
      "alert_resolved",
      "alert_resolved",
      "resolved",
    ]);
    expect(detail.alerts[0]?.evidence).toEqual({ query: "p95", value: 200 });
  });

  it("refuses a decision that rests on an incident which a person resolved meanwhile", async () => {
    const { ruleId, incidentId, slotMs } = await openIncident(store());
    const claimed = await claim(store(), ruleId, slotMs + 10_000);
    await store().incidents.resolve({
      id: incidentId,
      actor: "ada",
      nowMs: slotMs + 10_000,
      payload: notice("resolved", incidentId),
    });
    const late = slotOf(claimed, {
      incident: { decision: "join", ...incidentFacts(ruleId, incidentId) },
      instances: [fired(slotMs + 10_000, { zone: "c" })],
    });
    expect(await store().rules.commitSlot(late)).toEqual({
      committed: false,
      reason: "incident_changed",
    });
    const again = { decision: "open" as const, ...incidentFacts(ruleId, createId()) };
    expect(await store().rules.commitSlot({ ...late, incident: again })).toMatchObject({
      committed: true,
    });
    expect(await store().incidents.get(again.incidentId)).toMatchObject({ alertCount: 2 });
  });

  it("counts failing slots, keeps the error, and clears both with a good slot", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const bad = {
      status: "error" as const,
      error: "the store is away",
      dataStatus: "error" as const,
    };
    const first = await claim(store(), rule.id, T0);
    await store().rules.commitSlot(slotOf(first, bad));
    const second = await claim(store(), rule.id, T0 + 10_000);
    await store().rules.commitSlot(slotOf(second, bad));
    expect(await store().rules.get(rule.id)).toMatchObject({
      failingSlots: 2,
      lastError: "the store is away",
      dataStatus: "error",
    });
    const third = await claim(store(), rule.id, T0 + 20_000);
    await store().rules.recordFailure({
      ruleId: rule.id,
      fencingToken: third.fencingToken,
      error: "crashed",
      retryAtMs: T0 + 25_000,
    });
    expect(await store().rules.listDue({ nowMs: T0 + 24_000, limit: 500 })).not.toContain(rule.id);
    const fourth = await claim(store(), rule.id, T0 + 25_000);
    await store().rules.commitSlot(slotOf(fourth));
    expect(await store().rules.get(rule.id)).toMatchObject({ failingSlots: 0, lastError: null });
  });

  it("stores labels that JSON in PostgreSQL cannot hold, and very long ones", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const claimed = await claim(store(), rule.id, T0);
    const odd = { "nul\u0000key": "a\u0000b", half: "\ud800", long: "x".repeat(20_000) };
    const incidentId = createId();
    const result = await store().rules.commitSlot(
      slotOf(claimed, {
        instances: [fired(T0, odd)],
        incident: {
          decision: "open",
          ...incidentFacts(rule.id, incidentId),
          title: "zero \u0000",
          groupKey: `${rule.id}${"y".repeat(20_000)}`,
        },
      }),
    );
    expect(result.committed).toBe(true);
    const { labels } = (await store().alerts.list({ ruleId: rule.id })).items[0] ?? {};
    expect(labels).toMatchObject({ "nul\ufffdkey": "a\ufffdb", half: "\ufffd" });
  });

  it("ends alerts and incident with one notice when the rule is removed", async () => {
    const { ruleId, incidentId, slotMs } = await openIncident(store());
    const seen: number[] = [];
    const intentIds = await store().rules.remove({
      id: ruleId,
      nowMs: slotMs + 1_000,
      composeResolved: (incident, ended) => {
        seen.push(ended.length);
        return notice("resolved", incident.id);
      },
    });
    expect(seen).toEqual([1]);
    expect(intentIds).toHaveLength(1);
    const detail = await store().incidents.get(incidentId);
    expect(detail).toMatchObject({ status: "resolved", firingCount: 0 });
    expect(detail.escalation?.run.status).toBe("resolved");
    await expect(store().rules.get(ruleId)).rejects.toMatchObject({ code: "not_found" });
    expect(await store().rules.listDue({ nowMs: T0 + 10 ** 9, limit: 500 })).not.toContain(ruleId);
  });

  it("lets one of two edits of the same version win", async () => {
    const rule = await store().rules.create({ definition: definition(), nowMs: T0 });
    const edit = (name: string) =>
      store().rules.update({
        id: rule.id,
        version: 1,
        definition: definition({ name }),
        nowMs: T0 + 1,
        composeResolved: (incident) => notice("resolved", incident.id),
      });
    const results = await Promise.allSettled([edit("one"), edit("two")]);
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
  });

  it("prunes old slots and alerts that ended long ago", async () => {
    const longAgo = T0 - 31 * 86_400_000;
    const rule = await store().rules.create({ definition: definition(), nowMs: longAgo });
    const alert = fired(longAgo - 10_000);
    const gone = { ...resolved(alert, longAgo), transitions: [] };
    const first = await claim(store(), rule.id, longAgo);
    await store().rules.commitSlot(slotOf(first, { instances: [gone] }));
    const second = await claim(store(), rule.id, longAgo + 10_000);
    expect(second.instances).toHaveLength(1);
    // Judged again, and still inactive: that does not keep it.
    const state = { ...gone.state, lastSlotMs: T0 };
    await store().rules.commitSlot(slotOf(second, { instances: [{ ...gone, state }] }));
    expect(await store().prune({ nowMs: T0 })).toMatchObject({ slots: 2, instances: 1 });
    expect(await store().prune({ nowMs: T0 })).toMatchObject({ slots: 0, instances: 0 });
  });
});
