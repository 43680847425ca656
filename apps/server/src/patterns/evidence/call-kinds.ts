import type { EdgeEvidence } from "@headroom/patterns";
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_SYSTEM_NAME,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DB_NAME,
  ATTR_DB_OPERATION,
  ATTR_DB_SQL_TABLE,
  ATTR_DB_SYSTEM,
  ATTR_HTTP_METHOD,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_SYSTEM,
  ATTR_NET_PEER_NAME,
  ATTR_NET_PEER_PORT,
  ATTR_PEER_SERVICE,
  ATTR_RPC_SYSTEM,
  ATTR_RPC_SYSTEM_NAME,
  ATTR_SERVICE_PEER_NAME,
  DB_SYSTEM_NAME_VALUE_MEMCACHED,
  DB_SYSTEM_NAME_VALUE_REDIS,
} from "@opentelemetry/semantic-conventions/incubating";
import type { CallShape } from "@headroom/telemetry-store";
import { dropAbsent } from "./span-figures.ts";

/** What was sent about the target of a call. */
export type SentCall = Pick<CallShape, "attributes" | "verb">;

type Attributes = Readonly<Record<string, string>>;

/** The first of these attributes that has a value. */
export function pickAttribute(attributes: Attributes, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = attributes[key];
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** What a call goes to, in the words of the current conventions whichever ones it was sent with. */
export interface CallTarget {
  readonly dbSystem?: string;
  readonly dbNamespace?: string;
  readonly dbOperation?: string;
  readonly dbCollection?: string;
  readonly messagingSystem?: string;
  readonly destination?: string;
  readonly serverAddress?: string;
  readonly peerService?: string;
  readonly method?: string;
}

/** Address and port that a call names, `host:port`, or the host alone. */
export function nameServer(attributes: Attributes): string | undefined {
  const host = pickAttribute(attributes, ATTR_SERVER_ADDRESS, ATTR_NET_PEER_NAME);
  const port = pickAttribute(attributes, ATTR_SERVER_PORT, ATTR_NET_PEER_PORT);
  return host === undefined || port === undefined ? host : `${host}:${port}`;
}

/** The target of a shape, from its attributes of either generation. */
export function describeTarget({ attributes, verb }: SentCall): CallTarget {
  const pick = (...keys: string[]) => pickAttribute(attributes, ...keys);
  const dbSystem = pick(ATTR_DB_SYSTEM_NAME, ATTR_DB_SYSTEM);
  const operation = pick(ATTR_DB_OPERATION_NAME, ATTR_DB_OPERATION) ?? (verb || undefined);
  return dropAbsent({
    dbSystem,
    dbNamespace: dbSystem && pick(ATTR_DB_NAMESPACE, ATTR_DB_NAME),
    dbOperation: dbSystem && operation?.trim().split(/\s+/)[0]?.toUpperCase(),
    dbCollection: dbSystem && pick(ATTR_DB_COLLECTION_NAME, ATTR_DB_SQL_TABLE),
    messagingSystem: pick(ATTR_MESSAGING_SYSTEM),
    destination: pick(ATTR_MESSAGING_DESTINATION_NAME, "messaging.destination"),
    serverAddress: nameServer(attributes),
    peerService: pick(ATTR_SERVICE_PEER_NAME, ATTR_PEER_SERVICE),
    method: pick(ATTR_HTTP_REQUEST_METHOD, ATTR_HTTP_METHOD),
  });
}

/** Systems that serve as caches; Valkey has no value of its own in the conventions. */
const cacheSystems = new Set<string>([
  DB_SYSTEM_NAME_VALUE_REDIS,
  DB_SYSTEM_NAME_VALUE_MEMCACHED,
  "valkey",
]);

/** Protocol of a call; undefined for one that says nothing about its peer. */
export function findProtocol(shape: SentCall): EdgeEvidence["protocol"] | undefined {
  const { dbSystem, messagingSystem, method } = describeTarget(shape);
  if (dbSystem !== undefined) {
    return cacheSystems.has(dbSystem.toLowerCase()) ? "cache" : "database";
  }
  if (messagingSystem !== undefined) return "messaging";
  if (pickAttribute(shape.attributes, ATTR_RPC_SYSTEM_NAME, ATTR_RPC_SYSTEM)) return "rpc";
  return method === undefined ? undefined : "http";
}

const cacheReads = /^(GET|MGET|GETEX|HGET|HMGET|HGETALL|GETS|GAT)$/;
const cacheWrites = /^(SET|SETEX|PSETEX|SETNX|MSET|HSET|HMSET|HSETNX|ADD|CAS|REPLACE)$/;
const storeReads = /^(SELECT|FIND|FINDONE|AGGREGATE|COUNT|QUERY|SCAN|SEARCH|GET|GETITEM|MGET)$/;
const storeWords: readonly (readonly [RegExp, string])[] = [
  [storeReads, "SELECT"],
  [/^(INSERT|INSERTMANY|INSERTONE|PUT|PUTITEM|INDEX|CREATE)$/, "INSERT"],
  [/^(UPDATE|UPDATEONE|UPDATEMANY|UPDATEITEM|FINDANDMODIFY|UPSERT)$/, "UPDATE"],
  [/^(DELETE|DELETEONE|DELETEMANY|DELETEITEM|REMOVE)$/, "DELETE"],
  [/^(MERGE|REPLACE)$/, "$&"],
];
/** Calls that carry no data: handshakes, transactions and lifetimes. */
const noData =
  /^(PING|AUTH|HELLO|CLIENT|INFO|CONFIG|COMMAND|QUIT|READONLY|EXPIRE|PEXPIRE|TTL|PTTL|MULTI|EXEC|DISCARD|BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SHOW|DISCONNECT|CONNECT)$/;

/**
 * A call as a step of a sequence, for example `cache:GET` or `store:SELECT`; the words of all
 * systems become those of one. Undefined for calls that are none, or carry no data.
 */
export function nameStep(shape: SentCall): string | undefined {
  const protocol = findProtocol(shape);
  const word = describeTarget(shape).dbOperation;
  if (word === undefined || noData.test(word)) return undefined;
  if (protocol === "cache") {
    if (cacheReads.test(word)) return "cache:GET";
    if (word === "SELECT") return undefined;
    return cacheWrites.test(word) ? "cache:SET" : `cache:${word}`;
  }
  if (protocol !== "database") return undefined;
  // SET in a database changes the session and not the data.
  if (word === "SET") return undefined;
  const known = storeWords.find(([pattern]) => pattern.test(word));
  return `store:${known === undefined ? word : word.replace(known[0], known[1])}`;
}
