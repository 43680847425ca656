import type { ServicePatterns } from "@headroom/contracts";
import { useMemo } from "react";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { serviceHref } from "@/features/services/service-name";
import { RangeLink } from "@/time/range-link";
import { LevelMark, levelLooks, ScoreBar } from "./health-mark";
import {
  describeScore,
  formatScore,
  formatShare,
  healthLevels,
  healthOf,
  levelOfPattern,
} from "./pattern-health";
import { patternHref } from "./pattern-href";
import { buildMatrix, type MatrixCell } from "./pattern-overview";

/** Services as rows, recognised patterns as columns, the worst score of each in the cells. */
export function PatternMatrix({ services }: { services: readonly ServicePatterns[] }) {
  const { columns, rows } = useMemo(() => buildMatrix(services), [services]);
  return (
    <Card>
      <div className="relative overflow-x-auto">
        <table className="border-collapse text-xs">
          <caption className="sr-only">Score of each pattern in each service</caption>
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 min-w-36 bg-surface px-3 pb-2 text-left align-bottom font-medium text-muted-foreground"
              >
                Service
              </th>
              {columns.map(({ patternId, name }) => (
                <th
                  key={patternId}
                  scope="col"
                  className="w-24 min-w-24 px-1.5 pt-2.5 pb-2 text-left align-bottom text-2xs font-medium text-muted-foreground"
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ service, cells }) => (
              <tr key={service} className="border-t">
                <th
                  scope="row"
                  className="sticky left-0 z-10 max-w-44 truncate bg-surface px-3 text-left font-medium"
                >
                  <RangeLink href={serviceHref(service)} className="hover:underline">
                    {service}
                  </RangeLink>
                </th>
                {cells.map((cell, index) => (
                  <td key={columns[index]?.patternId} className="p-0.5">
                    <Cell service={service} cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend />
    </Card>
  );
}

function Cell({ service, cell }: { service: string; cell: MatrixCell }) {
  const { worst, count, notSeen } = cell;
  if (worst === null) {
    return (
      <span
        className="grid h-11 place-items-center text-muted-foreground"
        title={notSeen ? "Looked for, not seen so far" : "Nothing looked for it here"}
      >
        <span aria-hidden>{notSeen ? "·" : ""}</span>
        <span className="sr-only">{notSeen ? "Not seen" : "Not looked for"}</span>
      </span>
    );
  }
  const level = levelOfPattern(worst);
  return (
    <RangeLink
      href={patternHref(service, worst.patternId, worst.subject)}
      title={[worst.subject, describeScore(worst), worst.worst].filter(Boolean).join("\n")}
      className={cn(
        "flex h-11 flex-col justify-center rounded px-1.5 hover:ring-1 hover:ring-accent",
        levelLooks[level].soft,
      )}
    >
      <span className={cn("flex items-center gap-1.5 font-semibold", levelLooks[level].text)}>
        <LevelMark level={level} className="[&_svg]:size-3.5" />
        {formatScore(healthOf(worst))}
        {count > 1 && <span className="text-2xs font-normal">of {count}</span>}
      </span>
      <span className="mt-1 flex items-center gap-1.5 text-2xs text-foreground">
        <ScoreBar scored={worst} className="h-1.5 w-full min-w-0" />
        <span className="sr-only">{formatShare(worst.coverage)} measured</span>
      </span>
    </RangeLink>
  );
}

function Legend() {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-3 py-2 text-2xs text-muted-foreground">
      {healthLevels.map((level) => (
        <LevelMark key={level} level={level} withWord className="[&_svg]:size-3.5" />
      ))}
      <span>
        <span aria-hidden>· </span>looked for, not seen so far
      </span>
      <span>Hatched: not measured</span>
      <span>Where a service has a pattern several times, the worst is shown.</span>
    </div>
  );
}
