/**
 * Where the schema goes. Without `cluster`: one engine, plain tables. With it: every table exists
 * on each shard as `<name>_local` on a replicated engine, and `<name>` is the Distributed table.
 */
export interface Topology {
  readonly cluster?: string | undefined;
}

/** What migrations use instead of writing engine, cluster and table name themselves. */
export interface SchemaDialect {
  /** `ON CLUSTER …` or nothing. */
  readonly onCluster: string;
  /** The name that holds the data on each shard. */
  local(table: string): string;
  /** Engine clause for a MergeTree family, for example `AggregatingMergeTree`. */
  engine(family: string): string;
  /** The setting that lets a retried insert be recognised. */
  readonly deduplication: string;
  /** A system table over all shards, one replica of each. */
  shards(systemTable: string): string;
  /** Statements that put a table for the whole cluster in front of the local one. */
  distributed(table: string, shardingKey: string): string[];
}

const deduplicationWindow = 10_000;

const single: SchemaDialect = {
  onCluster: "",
  local: (table) => table,
  engine: (family) => `${family}()`,
  deduplication: `non_replicated_deduplication_window = ${deduplicationWindow}`,
  shards: (systemTable) => systemTable,
  distributed: () => [],
};

function clustered(cluster: string): SchemaDialect {
  const onCluster = `ON CLUSTER \`${cluster}\``;
  return {
    onCluster,
    local: (table) => `${table}_local`,
    engine: (family) =>
      `Replicated${family}('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')`,
    deduplication: `replicated_deduplication_window = ${deduplicationWindow}`,
    shards: (systemTable) => `cluster('${cluster}', ${systemTable})`,
    distributed: (table, shardingKey) => [
      `CREATE TABLE IF NOT EXISTS ${table} ${onCluster} AS ${table}_local
ENGINE = Distributed('${cluster}', currentDatabase(), '${table}_local', ${shardingKey})`,
    ],
  };
}

/** The dialect of a topology. Throws RangeError when the cluster name is not a plain identifier. */
export function dialectOf(topology: Topology): SchemaDialect {
  if (topology.cluster === undefined) return single;
  if (!/^[A-Za-z_][\w-]*$/.test(topology.cluster)) {
    throw new RangeError("The cluster name may hold letters, digits, - and _ only.");
  }
  return clustered(topology.cluster);
}

/** One numbered step of the schema. Statements are idempotent; a released step never changes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  statements(dialect: SchemaDialect): string[];
  /** What the engine answers to a statement that was run before and cannot be run twice. */
  readonly doneAlready?: RegExp;
}
