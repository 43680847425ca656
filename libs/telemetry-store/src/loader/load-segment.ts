import { createReadStream } from "node:fs";
import type { ClickHouseClient } from "@clickhouse/client";
import type { StoreConnection } from "../driver/connection.ts";
import type { Segment } from "../spool/segment.ts";
import { embeddedLoadStatement, serverLoadStatement } from "./load-statements.ts";
import { readSegmentColumns } from "./segment-columns.ts";

/**
 * Inserts a segment into its table over one of the connection's clients; its views follow. Loading
 * the same segment again changes nothing. Throws what the driver and the file system throw.
 */
export async function loadSegment(
  { kind }: StoreConnection,
  client: ClickHouseClient,
  segment: Segment,
): Promise<void> {
  const columns = await readSegmentColumns(segment);
  if (kind === "embedded") {
    await client.command({ query: embeddedLoadStatement(segment, columns) });
    return;
  }
  const body = createReadStream(segment.path, { highWaterMark: 1024 * 1024 });
  try {
    const result = await client.exec({
      query: serverLoadStatement(segment, columns),
      values: body,
    });
    // The answer has to be read to its end to learn that the insert is complete.
    for await (const _chunk of result.stream);
  } finally {
    body.destroy();
  }
}
