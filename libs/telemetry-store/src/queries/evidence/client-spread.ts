import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { countField } from "../row-fields.ts";
import { clientAddress } from "./expressions.ts";
import { instanceSql } from "./metric-instance.ts";
import { addSelection } from "./scan.ts";
import type { SliceSelection } from "./scan.ts";

/** How the requests of clients spread over instances. */
export interface ClientSpread {
  /** Clients with ten requests or more. */
  readonly clients: number;
  /** Mean share of the instance that took most requests of a client; null without clients. */
  readonly affinity: number | null;
}

/** Spread of the requests of up to 20,000 clients by `client.address` over instances. */
export async function readClientSpread(
  runner: QueryRunner,
  args: SliceSelection,
): Promise<ClientSpread> {
  const conditions = createConditions();
  addSelection(conditions, args);
  conditions.add("kind = 2");
  const [row] = await runner.run({
    name: "evidence.clients",
    sql: `SELECT count() AS clients, avgOrNull(largest / total) AS affinity FROM (
  SELECT client, max(requests) AS largest, sum(requests) AS total FROM (
    SELECT ${clientAddress} AS client, ${instanceSql} AS instance, count() AS requests
    FROM spans WHERE ${conditions.sql()}
    GROUP BY client, instance HAVING client != '' LIMIT 200000
  )
  GROUP BY client HAVING total >= 10 LIMIT 20000
)`,
    parameters: conditions.parameters(),
    row: z.object({ clients: countField, affinity: z.number().nullable() }),
  });
  return row ?? { clients: 0, affinity: null };
}
