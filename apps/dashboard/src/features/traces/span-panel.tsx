"use client";
import type { Trace } from "@headroom/contracts";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { AttributeTable } from "@/components/filters/attribute-table";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { formatPrecise } from "@/format/instant";
import { formatDurationMs, formatRatio } from "@/format/unit";
import { RangeLink } from "@/time/range-link";
import { selfTimeMs } from "./self-time";
import { SpanEvents } from "./span-events";
import { SpanLinks } from "./span-links";
import { SpanLogs } from "./span-logs";
import type { SpanNode } from "./span-tree";
import { similarTracesHref } from "./trace-links";
import type { TraceModel } from "./trace-model";

/** Everything that is known of one span. */
export function SpanPanel({
  node,
  trace,
  model,
}: {
  node: SpanNode;
  trace: Trace;
  model: TraceModel;
}) {
  const { span, skewMs } = node;
  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      {skewMs > 0 && (
        <Alert tone="warning" title={`Begins ${formatDurationMs(skewMs)} before its parent`}>
          The clocks of the two hosts differ. Times are shown as they were sent.
        </Alert>
      )}
      {span.status === "error" && (
        <Alert tone="critical" title="Error">
          {span.statusMessage === "" ? "No status message was sent." : span.statusMessage}
        </Alert>
      )}
      <SpanFacts node={node} model={model} />
      <Tabs
        defaultValue={span.events.length > 0 && span.status === "error" ? "events" : "attributes"}
      >
        <TabsList>
          <TabsTrigger value="attributes">
            Attributes <Count value={Object.keys(span.attributes).length} />
          </TabsTrigger>
          <TabsTrigger value="events">
            Events <Count value={span.events.length} />
          </TabsTrigger>
          <TabsTrigger value="logs">Logs</TabsTrigger>
          <TabsTrigger value="links">
            Links <Count value={span.links.length} />
          </TabsTrigger>
          <TabsTrigger value="resource">Resource</TabsTrigger>
        </TabsList>
        <TabsContent value="attributes" className="pt-2">
          <AttributeTable
            attributes={span.attributes}
            label="Span attributes"
            actions={(key, value) => <FindSimilar name={key} value={value} />}
          />
        </TabsContent>
        <TabsContent value="events" className="pt-2">
          <SpanEvents span={span} />
        </TabsContent>
        <TabsContent value="logs" className="pt-2">
          <SpanLogs trace={trace} spanId={span.spanId} />
        </TabsContent>
        <TabsContent value="links" className="pt-2">
          <SpanLinks links={span.links} />
        </TabsContent>
        <TabsContent value="resource" className="pt-2">
          <AttributeTable
            attributes={span.resourceAttributes}
            label="Resource attributes"
            actions={(key, value) => <FindSimilar name={`resource.${key}`} value={value} />}
          />
          <p className="pt-2 text-xs text-muted-foreground">
            Instrumented by {span.scopeName || "an unnamed scope"} {span.scopeVersion}
          </p>
        </TabsContent>
      </Tabs>
    </div>
  );
}

function Count({ value }: { value: number }) {
  return value === 0 ? null : <span className="text-2xs text-muted-foreground">{value}</span>;
}

function SpanFacts({ node, model }: { node: SpanNode; model: TraceModel }) {
  const { span } = node;
  const onPathMs = model.criticalPath.get(node.key)?.totalMs ?? 0;
  const pathMs = model.main?.span.durationMs ?? 0;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-xs">
      <Fact name="Service">
        <RangeLink
          href={`/services/${encodeURIComponent(span.service)}`}
          className="inline-flex items-center gap-1.5 text-accent hover:underline"
        >
          <span
            className="size-2 shrink-0 rounded-xs"
            style={{ background: model.colors.get(span.service) }}
          />
          {span.service}
        </RangeLink>
      </Fact>
      <Fact name="Kind">
        <Badge>{span.kind}</Badge>
      </Fact>
      <Fact name="Status">
        <Badge
          tone={span.status === "error" ? "critical" : span.status === "ok" ? "ok" : "neutral"}
        >
          {span.status}
        </Badge>
      </Fact>
      <Fact name="Start">
        {formatPrecise(span.startTime)}
        <span className="text-muted-foreground"> (+{formatDurationMs(node.startMs)})</span>
      </Fact>
      <Fact name="Duration">{formatDurationMs(span.durationMs)}</Fact>
      <Fact name="Self time">{formatDurationMs(selfTimeMs(node))}</Fact>
      <Fact name="Critical path">
        {onPathMs === 0
          ? "Not on it"
          : `${formatDurationMs(onPathMs)}, ${formatRatio(pathMs > 0 ? onPathMs / pathMs : null)} of it`}
      </Fact>
      <Fact name="Span id">
        <span className="flex items-center gap-1 font-mono text-2xs">
          {span.spanId} <CopyButton text={span.spanId} label="Copy span id" />
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function FindSimilar({ name, value }: { name: string; value: string }) {
  return (
    <Button asChild variant="ghost" size="icon-sm">
      <RangeLink
        href={similarTracesHref(name, value)}
        aria-label={`Find traces where ${name} is ${value}`}
        title="Find traces with this value"
      >
        <Search />
      </RangeLink>
    </Button>
  );
}
