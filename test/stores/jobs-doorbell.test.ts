import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  openProducer,
  openJobs,
  type JobHandlers,
  type Jobs,
  type JobsBackend,
  type JobsError,
} from "@headroom/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres } from "../harness/postgres.ts";

interface Engine {
  readonly connection: JobsBackend;
  stop(): Promise<void>;
}

async function startPostgresEngine(): Promise<Engine> {
  const { connectionString, stop } = await startPostgres();
  return { connection: { kind: "postgres", connectionString }, stop };
}

async function startRedisEngine(): Promise<Engine> {
  const port = await freePort();
  const child: ChildProcess = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  for await (const chunk of child.stdout ?? []) {
    if (String(chunk).includes("Ready to accept connections")) break;
  }
  return {
    connection: { kind: "redis", url: `redis://127.0.0.1:${port}` },
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

function hasRedis(): boolean {
  try {
    execFileSync("redis-server", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

const noop = () => Promise.resolve();
const idle: JobHandlers = {
  "rules.evaluate": noop,
  "escalations.advance": noop,
  "intents.deliver": noop,
  sweep: noop,
  "patterns.assess": noop,
  "patterns.discover": noop,
  "storage.upkeep": noop,
  housekeeping: noop,
};

/** Collects values and lets a test wait for the next one or for a number of them. */
function createInbox<T>() {
  const values: T[] = [];
  let wake = Promise.withResolvers<void>();
  return {
    values,
    put: (value: T) => {
      values.push(value);
      wake.resolve();
      wake = Promise.withResolvers();
    },
    reach: async (count: number) => {
      while (values.length < count) await wake.promise;
    },
  };
}

const engines = [
  { name: "PostgreSQL", start: startPostgresEngine, present: true },
  { name: "Redis", start: startRedisEngine, present: hasRedis() },
];

describe.each(engines)("jobs on $name", ({ start, present }) => {
  let engine: Engine;
  let open: Jobs[] = [];

  beforeAll(async () => {
    if (present) engine = await start();
  });
  afterAll(async () => {
    await engine?.stop();
  });

  async function run(
    handlers: Partial<JobHandlers>,
    work: (jobs: Jobs) => Promise<void>,
    onError: (error: JobsError) => void = () => undefined,
  ): Promise<void> {
    const jobs = await openJobs(
      engine.connection,
      { ...idle, ...handlers },
      { concurrency: 4, onError, closeLimitMs: 5_000 },
    );
    open.push(jobs);
    try {
      await work(jobs);
    } finally {
      open = open.filter((each) => each !== jobs);
      await jobs.close();
    }
  }

  it.skipIf(!present)("runs what another process rings, with its ids", async () => {
    const inbox = createInbox<string>();
    await run({ "rules.evaluate": async ({ ruleId }) => inbox.put(ruleId) }, async () => {
      const producer = await openProducer(engine.connection, { onError: () => undefined });
      await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          producer.ring("rules.evaluate", { ruleId: `r${i}` }, { key: `r${i}` }),
        ),
      );
      await inbox.reach(50);
      await producer.close();
    });
    expect(new Set(inbox.values).size).toBe(50);
  });

  it.skipIf(!present)("rings once while waiting, and once more while running", async () => {
    const inbox = createInbox<string>();
    const gate = Promise.withResolvers<void>();
    await run(
      {
        "intents.deliver": async ({ intentId }) => {
          inbox.put(intentId);
          if (inbox.values.length === 1) await gate.promise;
        },
      },
      async (jobs) => {
        const ring = (options = {}) =>
          jobs.ring("intents.deliver", { intentId: "i1" }, { key: "i1", ...options });
        await ring({ delayMs: 200 });
        await ring();
        await inbox.reach(1);
        await ring();
        await ring();
        await jobs.ring("intents.deliver", { intentId: "other" });
        gate.resolve();
        await inbox.reach(3);
      },
    );
    expect(inbox.values.filter((each) => each === "i1")).toHaveLength(2);
  });

  it.skipIf(!present)("sweeps by itself, again and again", async () => {
    const inbox = createInbox<number>();
    await run({ sweep: async () => inbox.put(1) }, () => inbox.reach(2));
    expect(inbox.values.length).toBeGreaterThanOrEqual(2);
  });

  it.skipIf(!present)("tries a failing job again and reports it when it is given up", async () => {
    const errors = createInbox<JobsError>();
    let tries = 0;
    await run(
      {
        "rules.evaluate": async () => {
          tries += 1;
          throw new Error("no luck");
        },
      },
      async (jobs) => {
        await jobs.ring("rules.evaluate", { ruleId: "r" });
        await errors.reach(1);
      },
      errors.put,
    );
    expect(tries).toBe(2);
    expect(errors.values[0]).toMatchObject({ code: "job_failed" });
    expect(errors.values[0]?.message).toContain("no luck");
  });

  it.skipIf(!present)("refuses wrong payloads and keys", async () => {
    await run({}, async (jobs) => {
      const bad = { ruleId: "r", extra: 1 };
      await expect(jobs.ring("rules.evaluate", bad)).rejects.toMatchObject({
        code: "invalid_payload",
      });
      await expect(jobs.ring("sweep", {}, { key: "a:b" })).rejects.toMatchObject({
        code: "invalid_key",
      });
    });
  });

  it.skipIf(!present)("does not start with a missing or an unknown handler", async () => {
    const options = { concurrency: 1, onError: () => undefined };
    const { sweep: _sweep, ...missing } = idle;
    await expect(
      openJobs(engine.connection, missing as JobHandlers, options),
    ).rejects.toMatchObject({ code: "handler_missing" });
    const unknown = { ...idle, other: noop } as JobHandlers;
    await expect(openJobs(engine.connection, unknown, options)).rejects.toMatchObject({
      code: "handler_unknown",
    });
  });

  it.skipIf(!present)("waits for a running job when it closes, but not for ever", async () => {
    const inbox = createInbox<string>();
    const never = Promise.withResolvers<void>();
    const jobs = await openJobs(
      engine.connection,
      {
        ...idle,
        "escalations.advance": async ({ runId }) => {
          inbox.put(runId);
          await never.promise;
        },
      },
      { concurrency: 1, onError: () => undefined, closeLimitMs: 300 },
    );
    await jobs.ring("escalations.advance", { runId: "stuck" });
    await inbox.reach(1);
    await jobs.close();
    never.resolve();
    expect(inbox.values).toEqual(["stuck"]);
  });
});

it("goes on after the database was killed and came back", async () => {
  const { connectionString, directory, stop } = await startPostgres();
  const inbox = createInbox<string>();
  const errors: JobsError[] = [];
  const jobs = await openJobs(
    { kind: "postgres", connectionString },
    { ...idle, "rules.evaluate": async ({ ruleId }) => inbox.put(ruleId) },
    { concurrency: 2, onError: (error) => errors.push(error), closeLimitMs: 2_000 },
  );
  try {
    await jobs.ring("rules.evaluate", { ruleId: "before" });
    await inbox.reach(1);
    const pidFile = await readFile(join(directory, "postgres/data/postmaster.pid"), "utf8");
    process.kill(Number.parseInt(pidFile, 10), "SIGKILL");
    for (;;) {
      const rung = await jobs.ring("rules.evaluate", { ruleId: "after" }).then(
        () => true,
        (error: JobsError) => (expect(error.code).toBe("unavailable"), false),
      );
      if (rung) break;
      await delay(50);
    }
    await inbox.reach(2);
  } finally {
    await jobs.close();
    await stop();
  }
  expect(inbox.values).toContain("after");
});

it("says so when the queue cannot be reached", async () => {
  const port = await freePort();
  const connectionString = `postgres://nobody:x@127.0.0.1:${port}/none`;
  await expect(
    openProducer({ kind: "postgres", connectionString }, { onError: () => undefined }),
  ).rejects.toMatchObject({ code: "unavailable" });
});
