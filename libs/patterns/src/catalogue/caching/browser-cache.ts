import {
  ATTR_HTTP_REQUEST_HEADER,
  ATTR_HTTP_RESPONSE_HEADER,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_USER_AGENT_ORIGINAL,
} from "@opentelemetry/semantic-conventions";
import { EVENT_BROWSER_WEB_VITAL } from "@opentelemetry/semantic-conventions/incubating";
import { anomaly, attribute, indicator, leavesBand, own, ownBaseline, verify } from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P17: Browser cache. */
export const browserCache: PatternRecord = {
  id: "P17",
  slug: "browser-cache",
  family: "caching",
  name: "Browser cache",
  what: "Browsers keep files and answers that their headers allow to keep, and ask whether they changed before using an old copy. The fastest request is the one that is never sent.",
  whenToUse:
    "Use long lifetimes with fingerprinted names for static files, conditional requests for the rest, and no caching for private data.",
  grade: "weak",
  evidence: [
    attribute(
      "semconv",
      [
        ATTR_HTTP_RESPONSE_HEADER("cache-control"),
        ATTR_HTTP_RESPONSE_HEADER("etag"),
        ATTR_HTTP_RESPONSE_HEADER("age"),
        ATTR_HTTP_REQUEST_HEADER("if-none-match"),
      ],
      "Only where the headers are captured.",
    ),
    attribute("semconv", [ATTR_HTTP_RESPONSE_STATUS_CODE], "304."),
    attribute("semconv", [ATTR_USER_AGENT_ORIGINAL]),
    attribute("semconv", [EVENT_BROWSER_WEB_VITAL], "An event, in development."),
  ],
  detect:
    "Static routes answer with 304; assets are answered with a cache-control header that gives a lifetime; repeat page loads need fewer asset requests per page view.",
  indicators: [
    indicator(
      "not-modified-ratio",
      "Not-modified answers",
      "1",
      "304 answers divided by all answers on static routes.",
      "answers with 304 / answers",
      { weight: 0.35, noLimit: "No published limit was found; compare with the own history." },
    ),
    indicator(
      "assets-per-page-view",
      "Assets per page view",
      "{request}",
      "Asset requests per page view of returning sessions.",
      "asset requests / page views",
      { weight: 0.35, noLimit: ownBaseline },
    ),
    indicator(
      "cacheable-share",
      "Assets with usable headers",
      "1",
      "Assets answered with headers that allow caching.",
      "assets with cache headers / assets",
      { weight: 0.3, good: 0.95, limits: [own("warning", "lt", 0.5, "1")] },
    ),
  ],
  verify: [
    verify(
      "private-data",
      "Private data is not cacheable.",
      ["001", "004"],
      "partly",
      "A request with authorisation whose answer says cache-control public is a finding.",
    ),
  ],
  alerts: [anomaly("Asset requests per page view jumped.", leavesBand("assets-per-page-view"))],
  capacity: {
    model: "growth",
    formulae: ["F16"],
    text: "Requests that reach the origin fall with the share that browsers answer themselves.",
  },
  actions: ["Give assets fingerprinted names and a long lifetime."],
  visibility: [
    "Real hits in the browser never reach the server; only resource timing of real users shows them, and OpenTelemetry has no convention for it. The share of 304 answers is the nearest evidence.",
  ],
};
