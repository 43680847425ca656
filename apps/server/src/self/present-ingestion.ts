import type { Ingestion, IngestionService, Refusal } from "@headroom/contracts";
import type { ServiceRows, TableSize } from "@headroom/telemetry-store";
import type { ProcessReport } from "@headroom/metadata-store";
import { toIso } from "../telemetry/range.ts";
import { usedShare } from "./own-facts.ts";
import { processDocument, type ProcessDocument } from "./process-document.ts";
import { adviseRefusal, nameSender } from "./refusal-advice.ts";
import { REPORT_EVERY_MS } from "./report-pace.ts";

/** A report whose document this version can read. */
export interface ReadReport extends Omit<ProcessReport, "document"> {
  readonly document: ProcessDocument;
}

const SILENT_AFTER_MS = 4 * REPORT_EVERY_MS;
const MAX_SERVICES = 50;

/** The reports that this version can read. */
export function readReports(reports: readonly ProcessReport[]): ReadReport[] {
  return reports.flatMap((report) => {
    const parsed = processDocument.safeParse(report.document);
    return parsed.success ? [{ ...report, document: parsed.data }] : [];
  });
}

type Watched = Omit<Ingestion, "tables" | "services" | "servicesMeasuredAt">;

/**
 * What all processes together report. Those that are silent are listed, but only what they
 * refused still counts.
 */
export function presentReports(
  reports: readonly ReadReport[],
  keyNames: ReadonlyMap<string, string>,
  nowMs: number,
): Watched {
  const live = reports.filter(({ reportedMs }) => !isSilent(reportedMs, nowMs));
  const ingests = live.flatMap(({ document }) => document.ingest ?? []);
  const lastRowsMs = Math.max(...reports.map((report) => report.lastRowsMs ?? -Infinity));
  const total = (read: (each: (typeof ingests)[number]) => number): number =>
    ingests.reduce((sum, each) => sum + read(each), 0);
  const rateOf = (signal: keyof Ingestion["rates"]) => ({
    rows: total(({ rates }) => rates[signal].rows),
    requests: total(({ rates }) => rates[signal].requests),
    bytes: total(({ rates }) => rates[signal].bytes),
  });
  return {
    isWatched: live.length > 0,
    rates: { traces: rateOf("traces"), metrics: rateOf("metrics"), logs: rateOf("logs") },
    acceptedPerSecond: total((each) => each.acceptedPerSecond),
    refusedPerSecond: total((each) => each.refusedPerSecond),
    freshnessMs:
      live.length === 0 ? null : Math.max(...live.map(({ document }) => document.freshnessMs)),
    silenceMs: Number.isFinite(lastRowsMs) ? Math.max(0, nowMs - lastRowsMs) : null,
    spool: presentSpool(live),
    disks: presentDisks(live),
    processes: reports.map((report) => presentProcess(report, nowMs)),
    refusals: presentRefusals(reports, keyNames),
    rejectedRows: presentRejected(reports),
    trims: presentTrims(reports),
  };
}

const isSilent = (reportedMs: number, nowMs: number): boolean =>
  nowMs - reportedMs > SILENT_AFTER_MS;

const shareOf = ({ spool }: ProcessDocument): number => spool.depthBytes / spool.maxBytes;

function presentSpool(live: readonly ReadReport[]): Watched["spool"] {
  const all = live.map(({ document }) => document);
  const fullest = all.toSorted((left, right) => shareOf(right) - shareOf(left))[0];
  if (fullest === undefined) return null;
  const sum = (read: (spool: ProcessDocument["spool"]) => number): number =>
    all.reduce((total, { spool }) => total + read(spool), 0);
  return {
    usedBytes: fullest.spool.depthBytes,
    maxBytes: fullest.spool.maxBytes,
    usedShare: shareOf(fullest),
    segments: sum(({ segments }) => segments),
    oldestAgeMs: Math.max(...all.map(({ spool }) => spool.oldestAgeMs)),
    quarantinedSegments: sum(({ quarantinedSegments }) => quarantinedSegments),
  };
}

/** Processes that share a store report its disks alike. */
function presentDisks(live: readonly ReadReport[]): Watched["disks"] {
  const all = live.flatMap(({ document }) => document.disks);
  const once = new Map(all.map((disk) => [`${disk.name} ${disk.totalBytes}`, disk]));
  return [...once.values()]
    .map((disk) => ({ ...disk, usedShare: usedShare(disk) }))
    .toSorted((left, right) => right.usedShare - left.usedShare);
}

function presentProcess(report: ReadReport, nowMs: number): Ingestion["processes"][number] {
  const { lastProblem, freshnessMs } = report.document;
  return {
    instanceId: report.instanceId,
    service: report.service,
    roles: [...report.roles],
    version: report.version,
    startedAt: toIso(report.startedMs),
    reportedAt: toIso(report.reportedMs),
    isSilent: isSilent(report.reportedMs, nowMs),
    freshnessMs,
    spoolShare: shareOf(report.document),
    lastProblem:
      lastProblem === null ? null : { text: lastProblem.text, at: toIso(lastProblem.atMs) },
  };
}

function presentTrims(reports: readonly ReadReport[]): Watched["trims"] {
  const all = reports.flatMap(({ document }) => document.ingest?.trims ?? []);
  const sum = (read: (trims: Watched["trims"]) => number): number =>
    all.reduce((total, each) => total + read(each), 0);
  return {
    attributesDropped: sum(({ attributesDropped }) => attributesDropped),
    valuesTruncated: sum(({ valuesTruncated }) => valuesTruncated),
  };
}

function presentRefusals(
  reports: readonly ReadReport[],
  keyNames: ReadonlyMap<string, string>,
): Refusal[] {
  const all = reports.flatMap(({ document }) => document.ingest?.refusals ?? []);
  const groups = Map.groupBy(all, ({ reason, senderId }) => `${reason} ${senderId}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return {
        reason: first.reason,
        sender: nameSender(first.senderId, keyNames),
        requests: group.reduce((sum, { requests }) => sum + requests, 0),
        lastMs: Math.max(...group.map(({ lastMs }) => lastMs)),
      };
    })
    .toSorted((left, right) => right.lastMs - left.lastMs)
    .map(({ lastMs, ...refusal }) => ({
      ...refusal,
      lastAt: toIso(lastMs),
      advice: adviseRefusal(refusal.reason),
    }));
}

function presentRejected(reports: readonly ReadReport[]): Watched["rejectedRows"] {
  const rows = new Map<string, number>();
  for (const { document } of reports) {
    for (const [reason, count] of Object.entries(document.ingest?.rejectedRows ?? {})) {
      rows.set(reason, (rows.get(reason) ?? 0) + count);
    }
  }
  return [...rows]
    .map(([reason, count]) => ({ reason, rows: count }))
    .toSorted((left, right) => right.rows - left.rows);
}

/**
 * What services take on disk, largest first: rows in each table times the mean size of a row of
 * that table. Services with longer attributes than others take more than this says.
 */
export function estimateServices(
  rows: readonly ServiceRows[],
  tables: readonly Pick<TableSize, "table" | "rows" | "compressedBytes">[],
): IngestionService[] {
  const sizes = new Map(
    tables.map((each) => [each.table, each.rows > 0 ? each.compressedBytes / each.rows : 0]),
  );
  return [...Map.groupBy(rows, ({ service }) => service)]
    .map(([service, own]) => ({
      service,
      rows: own.reduce((sum, each) => sum + each.rows, 0),
      estimatedBytes: Math.round(
        own.reduce((sum, each) => sum + each.rows * (sizes.get(each.table) ?? 0), 0),
      ),
    }))
    .toSorted((left, right) => right.estimatedBytes - left.estimatedBytes)
    .slice(0, MAX_SERVICES);
}
