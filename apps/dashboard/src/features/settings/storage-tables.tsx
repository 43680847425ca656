"use client";
import type { Storage, StorageEvent } from "@headroom/contracts";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "@/format/instant";
import { formatCount, NO_VALUE } from "@/format/number";
import { countOf } from "@/format/plural";
import { formatBytes } from "@/format/unit";
import { History } from "lucide-react";
import { describeEvent, signalNames } from "./storage-words";

/** Each table with rows, size, parts and its oldest day. */
export function StoredTables({ tables }: { tables: Storage["tables"] }) {
  return (
    <Card className="md:col-span-2">
      <CardHeader title="Tables" />
      <Table aria-label="Tables that expire">
        <TableHeader>
          <tr>
            <TableHead>Table</TableHead>
            <TableHead>Signal</TableHead>
            <TableHead numeric>Rows</TableHead>
            <TableHead numeric>On disk</TableHead>
            <TableHead numeric>Parts</TableHead>
            <TableHead numeric>Kept</TableHead>
            <TableHead>Since</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {tables.map(({ table, signal, rows, bytes, parts, keepDays, days }) => (
            <TableRow key={table}>
              <TableCell className="font-mono text-xs">{table}</TableCell>
              <TableCell className="whitespace-nowrap">{signalNames[signal]}</TableCell>
              <TableCell numeric>{formatCount(rows)}</TableCell>
              <TableCell numeric>{formatBytes(bytes)}</TableCell>
              <TableCell numeric>{formatCount(parts)}</TableCell>
              <TableCell numeric>{countOf(keepDays, "day")}</TableCell>
              <TableCell className="whitespace-nowrap">{days[0]?.day ?? NO_VALUE}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const KINDS: Readonly<Record<StorageEvent["kind"], readonly [BadgeTone, string]>> = {
  expired: ["neutral", "expired"],
  dropped_for_disk: ["critical", "made room"],
  pressure: ["warning", "space"],
  policy_changed: ["accent", "changed"],
  failed: ["critical", "failed"],
};

/** What upkeep did and saw, newest first. */
export function StorageEvents({ events }: { events: readonly StorageEvent[] }) {
  return (
    <Card className="md:col-span-2">
      <CardHeader title="What happened" description="The latest 50." />
      {events.length === 0 ? (
        <EmptyState
          icon={History}
          title="Nothing yet"
          description="Days that expire or are dropped, and changes of retention, show up here."
        />
      ) : (
        <ul aria-label="What happened to storage">
          {events.map((event) => (
            <li
              key={event.id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t px-3 py-1.5"
            >
              <time dateTime={event.at} className="text-xs whitespace-nowrap text-muted-foreground">
                {formatInstant(Math.floor(Date.parse(event.at) / 1_000) * 1_000)}
              </time>
              <EventBadge event={event} />
              <span className="min-w-0 flex-1 basis-64 break-words">{describeEvent(event)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function EventBadge({ event }: { event: StorageEvent }) {
  const [tone, text] = KINDS[event.kind];
  const isCalm = event.kind === "pressure" && event.level === "ok";
  return <Badge tone={isCalm ? "ok" : tone}>{text}</Badge>;
}
