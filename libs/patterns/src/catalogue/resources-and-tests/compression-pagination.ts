import { ATTR_HTTP_RESPONSE_HEADER, ATTR_URL_QUERY } from "@opentelemetry/semantic-conventions";
import {
  ATTR_DB_RESPONSE_RETURNED_ROWS,
  ATTR_HTTP_RESPONSE_BODY_SIZE,
  METRIC_HTTP_SERVER_RESPONSE_BODY_SIZE,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P68: Compression and pagination. */
export const compressionPagination: PatternRecord = {
  id: "P68",
  slug: "compression-pagination",
  family: "resources-and-tests",
  name: "Compression and pagination",
  what: "Answers are made smaller by compressing them and by sending them page by page. It saves network and memory, for a little CPU.",
  whenToUse:
    "Compress text above a kilobyte. Page every list that can grow, by key rather than by offset.",
  grade: "inferred",
  evidence: [
    attribute(
      "semconv",
      [
        ATTR_HTTP_RESPONSE_HEADER("content-encoding"),
        ATTR_HTTP_RESPONSE_BODY_SIZE,
        ATTR_URL_QUERY,
        ATTR_DB_RESPONSE_RETURNED_ROWS,
      ],
      "Query parameters such as limit, offset, page or cursor; rows capped at a round number.",
    ),
    metric("semconv", [METRIC_HTTP_SERVER_RESPONSE_BODY_SIZE], "In development."),
    metric("collector-2026", ["haproxy.compression.input", "haproxy.compression.output"]),
  ],
  detect: "The header is present; or row counts pile up at a constant.",
  variants: [
    { name: "Compression", signature: "The content-encoding header is present." },
    { name: "Pagination", signature: "Row counts pile up at a constant.", confidence: "low" },
  ],
  indicators: [
    indicator(
      "compression-ratio",
      "Compression ratio",
      "1",
      "Bytes out divided by bytes in.",
      "output / input",
      { weight: 0.35, noLimit: "It depends on the content." },
    ),
    indicator(
      "size-p99",
      "Size of responses",
      "By",
      "p99 of the size of the body.",
      "p99 of body size",
      { weight: 0.35, noLimit: ownBaseline },
    ),
    indicator(
      "deep-offset-cost",
      "Cost of deep pages",
      "1",
      "Time of a deep page divided by the time of the first.",
      "p95 of deep pages / p95 of first pages",
      { weight: 0.3, good: 1.2, limits: [own("warning", "gt", 2, "1")], bad: 5 },
    ),
  ],
  verify: [
    verify(
      "memory-paths",
      "Paths that need much memory page or stream.",
      ["004"],
      "partly",
      "Size of responses and rows per page.",
    ),
  ],
  alerts: [
    anomaly("Responses are larger than usual.", leavesBand("size-p99")),
    forecast("The size of responses grows to the limit of memory or network."),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10"],
    text: "Bytes times rate against the network interface.",
  },
  actions: ["Enable compression.", "Page by key."],
  visibility: ["Pagination leaves only weak traces: query parameters and round row counts."],
};
