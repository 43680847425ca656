import {
  ATTR_URL_SCHEME,
  METRIC_KESTREL_ACTIVE_TLS_HANDSHAKES,
  METRIC_KESTREL_TLS_HANDSHAKE_DURATION,
} from "@opentelemetry/semantic-conventions";
import { ATTR_TLS_PROTOCOL_VERSION } from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  ruled,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P12: TLS termination. */
export const tlsTermination: PatternRecord = {
  id: "P12",
  slug: "tls-termination",
  family: "load-balancing",
  name: "TLS termination",
  what: "The edge ends the encrypted connection of the client and talks plainly, or with its own encryption, to the services behind. It takes the cost of handshakes from the services and puts certificates in one place.",
  whenToUse:
    "Use it at the edge of a trusted network. Re-encrypt behind it, for example with a mesh, where the network is not trusted.",
  grade: "inferred",
  evidence: [
    attribute(
      "semconv",
      [ATTR_URL_SCHEME, ATTR_TLS_PROTOCOL_VERSION],
      "The protocol version is in development.",
    ),
    metric("semconv", [
      METRIC_KESTREL_TLS_HANDSHAKE_DURATION,
      METRIC_KESTREL_ACTIVE_TLS_HANDSHAKES,
    ]),
    metric(
      "exporter",
      ["ClientTLSNegotiationErrorCount", "TargetTLSNegotiationErrorCount"],
      "AWS application load balancer.",
    ),
    metric("exporter", [
      "haproxy_process_current_ssl_rate",
      "haproxy_process_max_ssl_rate",
      "traefik_tls_certs_not_after",
      "nginx_ingress_controller_ssl_expire_time_seconds",
      "nginxplus_ssl_handshakes_failed",
    ]),
  ],
  detect:
    "The edge sees https, by scheme or port 443, while the server spans behind it see http or a plain port.",
  indicators: [
    indicator(
      "certificate-days",
      "Days to certificate expiry",
      "d",
      "Days until the first certificate expires.",
      "expiry − now",
      {
        weight: 0.5,
        good: 30,
        limits: [ruled("warning", "lt", 14, "d"), ruled("critical", "lt", 7, "d")],
      },
    ),
    indicator(
      "handshake-failures",
      "Failed handshakes",
      "1",
      "Failed handshakes divided by all handshakes.",
      "increase of failed / increase of all",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "session-reuse",
      "Session reuse",
      "1",
      "Handshakes that resumed an earlier session.",
      "resumed / handshakes",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "handshake-utilisation",
      "Handshake rate of the maximum",
      "1",
      "Current rate of new TLS sessions divided by the maximum rate.",
      ["F1", "TLS rate / maximum TLS rate"],
      { weight: 0.15, good: 0.5, limits: [own("warning", "gt", 0.8, "1")] },
    ),
    indicator(
      "handshake-cpu",
      "CPU in handshakes",
      "1",
      "Share of CPU time spent in handshakes.",
      "handshake CPU / CPU, from profiles",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "configured",
      "Termination is configured properly.",
      ["001", "004"],
      "partly",
      "Scheme at the edge and behind it, handshake errors, days to expiry.",
    ),
  ],
  alerts: [
    threshold(
      "A certificate expires in less than 14 days.",
      crosses("certificate-days", ruled("warning", "lt", 14, "d")),
    ),
    threshold(
      "A certificate expires in less than 7 days.",
      crosses("certificate-days", ruled("critical", "lt", 7, "d")),
      "critical",
    ),
    anomaly("Handshakes fail more often than usual.", leavesBand("handshake-failures")),
    forecast("The date on which a certificate expires.", reaches("certificate-days", "lte", 0)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F1", "F10"],
    text: "Rate of TLS sessions divided by the maximum rate, and its growth to 1.",
  },
  actions: ["Renew the certificate.", "Enable session resumption."],
  visibility: ["Ciphers and trust settings are configuration."],
};
