import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";

const maxServices = 1_000;

/** Services that sent telemetry since `fromMs`, the latest first; at most 1,000. */
export async function listLiveServices(
  runner: QueryRunner,
  { fromMs }: { readonly fromMs: number },
): Promise<string[]> {
  const conditions = createConditions();
  const from = conditions.bind("Int64", String(Math.floor(fromMs)));
  const rows = await runner.run({
    name: "evidence.live-services",
    sql: `SELECT toString(service_name) AS service, max(last_seen) AS latest
FROM service_catalog WHERE service_name != ''
GROUP BY service HAVING latest >= fromUnixTimestamp64Milli(${from}, 'UTC')
ORDER BY latest DESC, service LIMIT ${maxServices}`,
    parameters: conditions.parameters(),
    row: z.object({ service: z.string() }),
  });
  return rows.map(({ service }) => service);
}
