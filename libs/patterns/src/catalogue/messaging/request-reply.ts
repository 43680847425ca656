import {
  ATTR_MESSAGING_DESTINATION_ANONYMOUS,
  ATTR_MESSAGING_DESTINATION_TEMPORARY,
  ATTR_MESSAGING_MESSAGE_CONVERSATION_ID,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  attribute,
  crosses,
  indicator,
  own,
  ownObjective,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P40: Request and reply over messaging. */
export const requestReply: PatternRecord = {
  id: "P40",
  slug: "request-reply",
  family: "messaging",
  name: "Request and reply over messaging",
  what: "A caller sends a message and waits for the answer on another destination. It keeps the coupling of a direct call and adds the latency of a broker.",
  whenToUse:
    "Use it where only messaging reaches the other side. Where latency matters, a direct call or a callback is better.",
  grade: "inferred",
  evidence: [
    attribute("semconv", [
      ATTR_MESSAGING_MESSAGE_CONVERSATION_ID,
      ATTR_MESSAGING_DESTINATION_TEMPORARY,
      ATTR_MESSAGING_DESTINATION_ANONYMOUS,
    ]),
    traceShape(
      "A PRODUCER span at A, a CONSUMER span at B, a PRODUCER span from B to a reply destination and a CONSUMER span at A, all inside the still open server span of A.",
    ),
  ],
  detect: "That shape on at least 10 traces.",
  indicators: [
    indicator(
      "round-trip",
      "Round trip",
      "s",
      "p95 of the time from request to reply.",
      "p95 of reply time − send time",
      { weight: 0.4, noLimit: ownObjective },
    ),
    indicator(
      "reply-timeouts",
      "Reply timeouts",
      "1",
      "Requests without a reply in time.",
      "requests without reply / requests",
      { weight: 0.4, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.05 },
    ),
    indicator(
      "orphan-replies",
      "Orphan replies",
      "1",
      "Replies that nobody waited for any more.",
      "replies without open request / replies",
      { weight: 0.2, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.05 },
    ),
  ],
  verify: [
    verify(
      "reply-arrives",
      "Replies arrive while the caller still waits.",
      [],
      "yes",
      "Reply timeouts and orphan replies.",
    ),
  ],
  alerts: [
    threshold("Replies time out.", crosses("reply-timeouts", own("warning", "gt", 0.01, "1"))),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Requests in flight = request rate times round trip.",
  },
  actions: ["Use a direct call or a callback where latency is the limit."],
  visibility: [],
};
