import type { ClickHouseClient } from "@clickhouse/client";
import type { StoreConnection } from "../driver/connection.ts";
import type { Segment } from "../spool/segment.ts";
import { loadSegment } from "./load-segment.ts";

/**
 * Loads segments over the connection's loaders, each over one that is free. As many at a time as
 * there are loaders. `prepareSchema` comes first: where the store was away at the start, its schema
 * comes with the first load.
 */
export function createSegmentLoads(
  connection: StoreConnection,
  prepareSchema: () => Promise<void>,
): (segment: Segment) => Promise<void> {
  const free: ClickHouseClient[] = [...connection.loaders];
  return async (segment) => {
    await prepareSchema();
    const client = free.pop() ?? connection.loads;
    try {
      await loadSegment(connection, client, segment);
    } finally {
      free.push(client);
    }
  };
}
