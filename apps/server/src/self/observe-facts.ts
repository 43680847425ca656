import type { BatchObservableResult, Meter, Observable } from "@opentelemetry/api";
import { usedShare, type OwnFacts } from "./own-facts.ts";
import { selfAttributes, selfMetrics } from "./metric-names.ts";

type Definition = { readonly name: string; readonly unit: string };

/** Creates the instruments that are read rather than written; `read` gives the facts of now. */
export function observeFacts(meter: Meter, read: () => OwnFacts | undefined): void {
  observeSpool(meter, read);
  observeIngest(meter, read);
  observeStore(meter, read);
}

function gauge(meter: Meter, { name, unit }: Definition): Observable {
  return meter.createObservableGauge(name, { unit });
}

function counter(meter: Meter, { name, unit }: Definition): Observable {
  return meter.createObservableCounter(name, { unit });
}

function observe(
  meter: Meter,
  observables: Observable[],
  read: () => OwnFacts | undefined,
  report: (result: BatchObservableResult, facts: OwnFacts) => void,
): void {
  meter.addBatchObservableCallback((result) => {
    const facts = read();
    if (facts !== undefined) report(result, facts);
  }, observables);
}

function observeSpool(meter: Meter, read: () => OwnFacts | undefined): void {
  const freshness = gauge(meter, selfMetrics.freshness);
  const silence = gauge(meter, selfMetrics.silence);
  const usage = gauge(meter, selfMetrics.spoolUsage);
  const limit = gauge(meter, selfMetrics.spoolLimit);
  const utilization = gauge(meter, selfMetrics.spoolUtilization);
  const segments = gauge(meter, selfMetrics.spoolSegments);
  const quarantined = gauge(meter, selfMetrics.spoolQuarantined);
  const all = [freshness, silence, usage, limit, utilization, segments, quarantined];
  observe(meter, all, read, (result, { freshnessMs, silenceMs, spool }) => {
    result.observe(freshness, freshnessMs / 1_000);
    if (silenceMs !== undefined) result.observe(silence, silenceMs / 1_000);
    result.observe(usage, spool.depthBytes);
    result.observe(limit, spool.maxBytes);
    result.observe(utilization, spool.depthBytes / spool.maxBytes);
    result.observe(segments, spool.segments);
    result.observe(quarantined, spool.quarantinedSegments);
  });
}

function observeIngest(meter: Meter, read: () => OwnFacts | undefined): void {
  const rows = counter(meter, selfMetrics.ingestRows);
  const requests = counter(meter, selfMetrics.ingestRequests);
  const bytes = counter(meter, selfMetrics.ingestBytes);
  const rejected = counter(meter, selfMetrics.ingestRejected);
  const active = gauge(meter, selfMetrics.ingestActive);
  const held = gauge(meter, selfMetrics.ingestHeld);
  const all = [rows, requests, bytes, rejected, active, held];
  observe(meter, all, read, (result, { ingest }) => {
    if (ingest === undefined) return;
    for (const [signal, taken] of Object.entries(ingest.counts.bySignal)) {
      const attributes = { [selfAttributes.signal]: signal };
      result.observe(rows, taken.rows, attributes);
      result.observe(requests, taken.requests, attributes);
      result.observe(bytes, taken.bytes, attributes);
    }
    for (const [reason, count] of Object.entries(ingest.counts.rejectedRows)) {
      result.observe(rejected, count ?? 0, { [selfAttributes.rejectReason]: reason });
    }
    result.observe(active, ingest.inProgress.requests);
    result.observe(held, ingest.inProgress.bytes);
  });
}

function observeStore(meter: Meter, read: () => OwnFacts | undefined): void {
  const rows = gauge(meter, selfMetrics.tableRows);
  const usage = gauge(meter, selfMetrics.tableUsage);
  const parts = gauge(meter, selfMetrics.tableParts);
  const utilization = gauge(meter, selfMetrics.diskUtilization);
  const free = gauge(meter, selfMetrics.diskFree);
  const all = [rows, usage, parts, utilization, free];
  observe(meter, all, read, (result, { tables, disks }) => {
    for (const size of tables ?? []) {
      const attributes = { [selfAttributes.table]: size.table };
      result.observe(rows, size.rows, attributes);
      result.observe(usage, size.compressedBytes, attributes);
      result.observe(parts, size.parts, attributes);
    }
    for (const disk of disks) {
      const attributes = { [selfAttributes.disk]: disk.name };
      result.observe(utilization, usedShare(disk), attributes);
      result.observe(free, disk.freeBytes, attributes);
    }
  });
}
