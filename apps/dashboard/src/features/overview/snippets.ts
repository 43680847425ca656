import type { Status } from "@headroom/contracts";

/** One way to send telemetry: a tab's name, what it does, and text to copy. */
export interface Snippet {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly code: string;
}

const KEY_PLACEHOLDER = "<your ingest key>";

/** Copy-paste set-ups for the languages, with this server's own endpoints. */
export function snippetsFor(otlp: Status["otlp"]): readonly Snippet[] {
  const environment = environmentLines(otlp);
  return [
    {
      id: "node",
      label: "Node.js",
      note: "Instruments HTTP, databases and queues without a change of code.",
      code: [
        "npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node",
        ...environment,
        'export NODE_OPTIONS="--import @opentelemetry/auto-instrumentations-node/register"',
        "node app.js",
      ].join("\n"),
    },
    {
      id: "python",
      label: "Python",
      note: "Finds the libraries in use and instruments them at start.",
      code: [
        "pip install opentelemetry-distro opentelemetry-exporter-otlp",
        "opentelemetry-bootstrap -a install",
        ...environment,
        "opentelemetry-instrument python app.py",
      ].join("\n"),
    },
    {
      id: "java",
      label: "Java",
      note: "Needs the OpenTelemetry Java agent beside your application.",
      code: [...environment, "java -javaagent:opentelemetry-javaagent.jar -jar app.jar"].join("\n"),
    },
    {
      id: "go",
      label: "Go",
      note: "The exporters of the Go SDK read these variables; set up providers in your code.",
      code: [
        "go get go.opentelemetry.io/otel/sdk \\",
        "  go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp",
        ...environment,
        "go run .",
      ].join("\n"),
    },
    {
      id: "collector",
      label: "Collector",
      note: "Adds Headroom to the exporters of a collector you already run.",
      code: collectorConfig(otlp),
    },
  ];
}

function environmentLines(otlp: Status["otlp"]): readonly string[] {
  return [
    "export OTEL_SERVICE_NAME=my-service",
    "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp.httpEndpoint}`,
    ...(otlp.keyRequired
      ? [`export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20${KEY_PLACEHOLDER}"`]
      : []),
  ];
}

function collectorConfig(otlp: Status["otlp"]): string {
  const header = otlp.keyRequired
    ? ["    headers:", `      authorization: Bearer ${KEY_PLACEHOLDER}`]
    : [];
  const pipelines = ["traces", "metrics", "logs"].flatMap((signal) => [
    `    ${signal}:`,
    "      exporters: [otlphttp/headroom]",
  ]);
  return [
    "exporters:",
    "  otlphttp/headroom:",
    `    endpoint: ${otlp.httpEndpoint}`,
    ...header,
    "service:",
    "  pipelines:",
    ...pipelines,
  ].join("\n");
}
