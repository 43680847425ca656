import {
  ATTR_CLIENT_ADDRESS,
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_SYSTEM_NAME,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SERVICE_VERSION,
  ATTR_URL_FULL,
  ATTR_URL_PATH,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DB_NAME,
  ATTR_DB_OPERATION,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_RESPONSE_RETURNED_ROWS,
  ATTR_DB_SQL_TABLE,
  ATTR_DB_STATEMENT,
  ATTR_DB_SYSTEM,
  ATTR_HTTP_CLIENT_IP,
  ATTR_HTTP_METHOD,
  ATTR_HTTP_STATUS_CODE,
  ATTR_HTTP_URL,
  ATTR_MESSAGING_BATCH_MESSAGE_COUNT,
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_KAFKA_CONSUMER_GROUP,
  ATTR_MESSAGING_OPERATION,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  ATTR_NET_PEER_NAME,
  ATTR_NET_PEER_PORT,
  ATTR_NET_SOCK_PEER_ADDR,
  ATTR_PEER_SERVICE,
  ATTR_RPC_SYSTEM,
  ATTR_RPC_SYSTEM_NAME,
  ATTR_SERVICE_PEER_NAME,
} from "@opentelemetry/semantic-conventions/incubating";

// All names are constants of the conventions, so they are written into the SQL.
const quote = (names: readonly string[]): string =>
  `(${names.map((name) => `'${name.replaceAll("'", "")}'`).join(", ")})`;

/** Value of the first of these keys that is there, or the empty string. */
function firstOf(column: string, names: readonly string[]): string {
  return `mapValues(mapFilter((k, v) -> k IN ${quote(names)}, ${column}))[1]`;
}

/** Attributes that tell calls to different peers and of different kinds apart; few values each. */
export const callAttributes: readonly string[] = [
  ATTR_DB_SYSTEM_NAME,
  ATTR_DB_SYSTEM,
  ATTR_DB_NAMESPACE,
  ATTR_DB_NAME,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_OPERATION,
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_SQL_TABLE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_NET_PEER_NAME,
  ATTR_NET_PEER_PORT,
  ATTR_SERVICE_PEER_NAME,
  ATTR_PEER_SERVICE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_METHOD,
  ATTR_RPC_SYSTEM_NAME,
  ATTR_RPC_SYSTEM,
  ATTR_MESSAGING_SYSTEM,
  ATTR_MESSAGING_DESTINATION_NAME,
  "messaging.destination",
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_OPERATION,
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_KAFKA_CONSUMER_GROUP,
];

/** SQL of the attributes of a call that are among `callAttributes`. */
export const keptAttributes = `mapFilter((k, v) -> k IN ${quote(callAttributes)}, attributes)`;

/** SQL of the first word of a statement, in capitals; leading comments are skipped. */
export const statementVerb = `upper(extract(${firstOf("attributes", [ATTR_DB_QUERY_TEXT, ATTR_DB_STATEMENT])}, '^(?:\\\\s|--[^\\n]*\\n|/\\\\*(?s:.*?)\\\\*/)*([A-Za-z_]+)'))`;

/** SQL of an id that is equal for calls of one shape: kind, name and what they call. */
export const shapeId = `cityHash64(kind, name, ${keptAttributes}, ${statementVerb})`;

/** SQL of an id that is equal for calls that ask for exactly the same. */
export const requestId = `cityHash64(mapFilter((k, v) -> k IN ${quote([
  ATTR_URL_FULL,
  ATTR_HTTP_URL,
  ATTR_URL_PATH,
  ATTR_DB_QUERY_TEXT,
  ATTR_DB_STATEMENT,
])}, attributes))`;

/** SQL of the HTTP status of a span, 0 where it has none. */
export const httpStatus = `toUInt16OrZero(${firstOf("attributes", [ATTR_HTTP_RESPONSE_STATUS_CODE, ATTR_HTTP_STATUS_CODE])})`;

/** SQL of how often a call was sent before, 0 where it is not stated. */
export const resendCount = `toUInt32OrZero(${firstOf("attributes", [ATTR_HTTP_REQUEST_RESEND_COUNT, "http.resend_count"])})`;

/** SQL of the HTTP method of a span. */
export const httpMethod = firstOf("attributes", [ATTR_HTTP_REQUEST_METHOD, ATTR_HTTP_METHOD]);

/** SQL of the rows that a query returned, or NULL. */
export const returnedRows = `toUInt32OrNull(attributes['${ATTR_DB_RESPONSE_RETURNED_ROWS}'])`;

/** SQL of the address of the machine at the other end of a connection. */
export const peerAddress = firstOf("attributes", [
  ATTR_NETWORK_PEER_ADDRESS,
  ATTR_NET_SOCK_PEER_ADDR,
]);

/** SQL of the version of the service that sent a record. */
export const serviceVersion = `resource_attributes['${ATTR_SERVICE_VERSION}']`;

/** SQL of the address of the client of a request. */
export const clientAddress = firstOf("attributes", [ATTR_CLIENT_ADDRESS, ATTR_HTTP_CLIENT_IP]);

/** SQL of the number of items or messages that a call carries, 0 where it is not stated. */
export const batchSize = `toUInt32OrZero(${firstOf("attributes", [ATTR_DB_OPERATION_BATCH_SIZE, ATTR_MESSAGING_BATCH_MESSAGE_COUNT])})`;

/** SQL of the queue or topic that a span sends to or takes from. */
export const destinationName = firstOf("attributes", [
  ATTR_MESSAGING_DESTINATION_NAME,
  "messaging.destination",
]);

/** SQL of what a span does with a message, for example `send`, `receive` or `process`. */
export const messagingOperation = firstOf("attributes", [
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_OPERATION,
]);

/** SQL of the group of consumers that a span belongs to. */
export const consumerGroup = firstOf("attributes", [
  ATTR_MESSAGING_CONSUMER_GROUP_NAME,
  ATTR_MESSAGING_KAFKA_CONSUMER_GROUP,
]);

/** SQL of the messaging system of a span. */
export const messagingSystem = `attributes['${ATTR_MESSAGING_SYSTEM}']`;
