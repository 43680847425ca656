"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { ReferenceLine } from "recharts";
import { ChartCard } from "@/components/charts/chart-card";
import type { ChartThreshold } from "@/components/charts/chart-types";
import { PointMarks } from "@/components/charts/point-marks";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { previewSeries } from "@/features/rules/preview-data";
import { describeSignal } from "@/features/rules/signal-words";
import { capitalize } from "@/format/capitalize";
import { incidentRanges } from "./incident-ranges";
import { belongsToAlerts } from "./incident-window";
import type { IncidentSignal } from "./use-incident-signal";

const HEIGHT_PX = 200;

/** The rule's signal around the incident, with its limits and when it opened and ended. */
export function IncidentChart({
  incident,
  signal,
}: {
  incident: IncidentDetail;
  signal: IncidentSignal;
}) {
  const { rule, preview, window, unit } = signal;
  if (signal.missing !== null) {
    return (
      <Card>
        <CardHeader title="Signal" />
        <CardContent className="text-xs text-muted-foreground">{signal.missing}</CardContent>
      </Card>
    );
  }
  const title = rule === undefined ? "Signal" : describeSignal(rule.definition.signal);
  const all = preview.data?.series ?? [];
  const own = all.filter((series) => belongsToAlerts(series.labels, incident.alerts));
  const shown = own.length > 0 ? own : all;
  const drawn = incidentRanges(rule?.definition, shown, window);
  const others = all.length - shown.length + (preview.data?.hiddenSeries ?? 0);
  return (
    <ChartCard
      title={capitalize(title)}
      {...(others > 0 && own.length > 0
        ? {
            description: `The series of this incident; ${others} more ${others === 1 ? "is" : "are"} left out.`,
          }
        : {})}
      query={preview}
      heightPx={HEIGHT_PX}
    >
      <TimeSeriesChart
        title={title}
        series={previewSeries({ series: shown }, title)}
        unit={unit}
        fromMs={window.fromMs}
        toMs={drawn.toMs}
        ranges={drawn.ranges}
        heightPx={HEIGHT_PX}
        onZoom={null}
        thresholds={limitsOf(preview.data)}
        bands={[
          {
            fromMs: Date.parse(incident.openedAt),
            toMs: incident.resolvedAt === null ? null : Date.parse(incident.resolvedAt),
            label: "Incident",
            tone: "critical",
          },
        ]}
        overlay={
          <>
            <PointMarks marks={drawn.marks} />
            <Markers incident={incident} />
          </>
        }
      />
    </ChartCard>
  );
}

function limitsOf(preview: IncidentSignal["preview"]["data"]): ChartThreshold[] {
  if (preview === undefined || preview.threshold === null) return [];
  const limits: ChartThreshold[] = [
    { value: preview.threshold, label: "Threshold", tone: "critical" },
  ];
  if (preview.recovery !== null && preview.recovery !== preview.threshold) {
    limits.push({ value: preview.recovery, label: "Recovery", tone: "ok" });
  }
  return limits;
}

function Markers({ incident }: { incident: IncidentDetail }) {
  const markers = [
    { at: incident.openedAt, label: "Opened", color: "var(--critical)" },
    { at: incident.acknowledgedAt, label: "Ack", color: "var(--warning)" },
    { at: incident.resolvedAt, label: "Resolved", color: "var(--ok)" },
  ];
  return markers.map(({ at, label, color }) =>
    at === null ? null : (
      <ReferenceLine
        key={label}
        x={Date.parse(at)}
        stroke={color}
        label={{ value: label, position: "insideTopLeft", fontSize: 10, fill: color }}
      />
    ),
  );
}
