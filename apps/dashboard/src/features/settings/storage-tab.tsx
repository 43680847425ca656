"use client";
import type { Storage } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countOf } from "@/format/plural";
import { formatBytes } from "@/format/unit";
import { PressureGauge } from "./pressure-gauge";
import { RetentionDialog } from "./retention-dialog";
import { StorageEvents, StoredTables } from "./storage-tables";
import { describeFreed, describeGrowth, signalNames, signals } from "./storage-words";
import { sumStoredDays } from "./stored-days";

const POLL_MS = 15_000;
const DAY_SECONDS = 86_400;
const CHART_PX = 180;

/** What is stored, for how long, how full the disk is, and what upkeep did. */
export function StorageTab() {
  const storage = useQuery({ ...apiQuery("getStorage"), refetchInterval: POLL_MS });
  if (storage.isPending) {
    return (
      <Card>
        <SkeletonRows rows={10} />
      </Card>
    );
  }
  if (storage.data === undefined) {
    return (
      <Card>
        <ErrorState error={storage.error} onRetry={() => void storage.refetch()} />
      </Card>
    );
  }
  const { data } = storage;
  const days = sumStoredDays(data.tables, storage.dataUpdatedAt);
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
      <Warnings storage={data} />
      <DiskCard storage={data} />
      <RetentionCard storage={data} />
      <ChartCard
        title="Stored by day"
        description="On disk, by the UTC day of the telemetry; weeks of roll-ups evenly over their days."
        query={storage}
        heightPx={CHART_PX}
        legendRows={signals.length}
        className="md:col-span-2"
      >
        <TimeSeriesChart
          title="Bytes stored by day and signal"
          series={days.series}
          unit="By"
          kind="stacked-bar"
          stepSeconds={DAY_SECONDS}
          fromMs={days.fromMs}
          toMs={days.toMs}
          heightPx={CHART_PX}
          onZoom={null}
          emptyText="Nothing is stored yet"
        />
      </ChartCard>
      <StoredTables tables={data.tables} />
      <StorageEvents events={data.events} />
    </div>
  );
}

function Warnings({ storage }: { storage: Storage }) {
  const [worst] = storage.pressures;
  const { systemLogs, stuckBytes } = storage;
  return (
    <div className="flex flex-col gap-3 empty:hidden md:col-span-2">
      {worst?.level === "near" && (
        <Alert tone="warning" title="Storage comes near its mark">
          At the mark the oldest days are dropped. Keep less, or make the disk larger.
        </Alert>
      )}
      {worst?.level === "over" && (
        <Alert tone="critical" title="Storage is at its mark: the oldest days are being dropped">
          {stuckBytes > 0
            ? `${formatBytes(stuckBytes)} more would have to go, but the rest is of today or not Headroom's. Free space on the disk or make it larger.`
            : "Keep less, or make the disk larger."}
        </Alert>
      )}
      {systemLogs.isLarge && (
        <Alert
          tone="warning"
          title={`The ClickHouse server's own logs take ${formatBytes(systemLogs.bytes)}`}
        >
          Give system.{systemLogs.tables[0]?.table} a TTL in the server's configuration; Headroom
          leaves the server's own tables alone.
        </Alert>
      )}
    </div>
  );
}

function DiskCard({ storage: { pressures, growth } }: { storage: Storage }) {
  return (
    <Card>
      <CardHeader title="Space" />
      <CardContent className="flex flex-col gap-4">
        {pressures.map((pressure) => (
          <PressureGauge key={`${pressure.kind} ${pressure.name}`} pressure={pressure} />
        ))}
        <p>{describeGrowth(growth)}</p>
      </CardContent>
    </Card>
  );
}

function RetentionCard({ storage }: { storage: Storage }) {
  const [editing, setEditing] = useState(false);
  const { policy, tables, expired, fineRollupDays } = storage;
  const bytesOf = (signal: string) =>
    tables.filter((table) => table.signal === signal).reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <Card>
      <CardHeader
        title="Retention"
        actions={
          <Button size="sm" onClick={() => setEditing(true)}>
            Change
          </Button>
        }
      />
      <CardContent>
        <dl>
          {signals.map((signal) => (
            <div
              key={signal}
              className="flex items-baseline justify-between gap-4 border-t py-1.5 first:border-t-0"
            >
              <dt className="text-muted-foreground">{signalNames[signal]}</dt>
              <dd>
                {countOf(policy[signal], "day")}{" "}
                <span className="text-muted-foreground">· {formatBytes(bytesOf(signal))}</span>
              </dd>
            </div>
          ))}
        </dl>
        {expired.length > 0 && (
          <p className="mt-2 text-xs text-muted-foreground">
            Goes within a minute: {describeFreed(expired)}.
          </p>
        )}
      </CardContent>
      {editing && (
        <RetentionDialog
          policy={policy}
          fineRollupDays={fineRollupDays}
          onClose={() => setEditing(false)}
        />
      )}
    </Card>
  );
}
