"use client";
import { ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Table, TableBody, TableHead, TableHeader } from "@/components/ui/table";
import { differenceScale, releaseRows } from "./release-rows";
import { ReleaseTableRow } from "./release-table-row";
import type { Releases } from "./trend-types";

/** The versions of the service in the range, newest first, each against the one before it. */
export function ReleasesCard({
  releases,
  unit,
  range,
}: {
  releases: Releases;
  unit: string;
  range: { readonly fromMs: number; readonly toMs: number };
}) {
  const rows = releaseRows(releases, range);
  if (rows.length === 0) {
    return (
      <Card>
        <CardHeader title="By release" />
        <CardContent className="text-xs text-muted-foreground">
          {releases.note ?? "No version is known of this signal."} Set the resource attribute{" "}
          <code className="font-mono text-2xs">{ATTR_SERVICE_VERSION}</code> in the service’s SDK to
          compare releases.
        </CardContent>
      </Card>
    );
  }
  const scale = differenceScale(releases);
  return (
    <Card>
      <CardHeader
        title="By release"
        description={
          rows.length === 1
            ? "One version ran in this range; a wider range may show the one before."
            : "Newest first, each against the one before it."
        }
      />
      <Table aria-label="Releases">
        <TableHeader>
          <tr>
            <TableHead>Version</TableHead>
            <TableHead className="max-md:hidden">Ran</TableHead>
            <TableHead numeric>Median</TableHead>
            <TableHead numeric>p95</TableHead>
            <TableHead>Difference</TableHead>
            <TableHead>Verdict</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <ReleaseTableRow key={row.figures.version} row={row} unit={unit} scale={scale} />
          ))}
        </TableBody>
      </Table>
      {releases.note !== null && (
        <p className="border-t px-3 py-1.5 text-xs text-muted-foreground">{releases.note}</p>
      )}
    </Card>
  );
}
