"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { formatDay } from "@/format/instant";
import { formatBytes, formatRatio } from "@/format/unit";

const HREF = "/settings?tab=storage";

/** Says on every page that storage is near its mark, or that days were dropped for it. */
export function StorageBanner() {
  const { data } = useQuery(apiQuery("getStatus"));
  const disk = data?.disk;
  if (disk === undefined || disk === null) return null;
  const use = `${formatRatio(disk.usedShare)} used, mark at ${formatRatio(disk.markShare)}.`;
  const link = (
    <Link href={HREF} className="text-xs font-medium underline">
      Storage
    </Link>
  );
  if (disk.droppedForDisk !== null) {
    const { bytes, from, to } = disk.droppedForDisk;
    const days = `${formatDay(Date.parse(from), "utc")} to ${formatDay(Date.parse(to) - 1, "utc")}`;
    return (
      <Alert
        tone="critical"
        title="The oldest telemetry was dropped to make room"
        className="m-3 mb-0"
        actions={link}
      >
        {formatBytes(bytes)} of {days} went within the last day. {use}
      </Alert>
    );
  }
  if (disk.level === "ok") return null;
  const title = disk.level === "near" ? "Storage comes near its mark" : "Storage is at its mark";
  return (
    <Alert
      tone={disk.level === "near" ? "warning" : "critical"}
      title={title}
      className="m-3 mb-0"
      actions={link}
    >
      At the mark the oldest days are dropped. {use}
    </Alert>
  );
}
