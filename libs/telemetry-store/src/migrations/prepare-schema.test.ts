import type { ClickHouseClient } from "@clickhouse/client";
import { expect, it } from "vitest";
import type { StoreConnection } from "../driver/connection.ts";
import { createSchemaStep } from "./prepare-schema.ts";

/** A connection that cannot be reached for its first `failures` statements; it counts them. */
function connectionWith(failures: number) {
  const counts = { tries: 0 };
  const command = (): Promise<never> => {
    counts.tries += 1;
    return Promise.reject(
      counts.tries <= failures ? new Error("connect ECONNREFUSED") : new Error("unknown table"),
    );
  };
  const loads = { command } as unknown as ClickHouseClient;
  return { connection: { kind: "server", loads } as unknown as StoreConnection, counts };
}

it("tries again after a failure, and once for calls that come together", async () => {
  const { connection, counts } = connectionWith(2);
  const step = createSchemaStep(connection, {}, () => 0);
  const together = await Promise.allSettled([step(), step(), step()]);
  expect(together.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(counts.tries).toBe(1);
  await expect(step()).rejects.toMatchObject({ code: "store_unavailable" });
  expect(counts.tries).toBe(2);
});
