import type { PatternSummary, ServicePatterns } from "@headroom/contracts";
import { Card } from "@/components/ui/card";
import { serviceHref } from "@/features/services/service-name";
import { formatAgo } from "@/format/instant";
import { countOf } from "@/format/plural";
import { RangeLink } from "@/time/range-link";
import { recordHref } from "./pattern-href";
import { PatternRow } from "./pattern-row";

/** A service with its recognised patterns, worst first, and those that were looked for in vain. */
export function ServiceGroup({
  group,
  records,
  nowMs,
}: {
  group: ServicePatterns;
  records: ReadonlyMap<string, PatternSummary>;
  nowMs: number;
}) {
  const { service, patterns, notSeen } = group;
  return (
    <Card aria-label={`Patterns of ${service}`}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 pt-2.5 pb-2">
        <h2 className="min-w-0 text-sm font-semibold break-all">
          <RangeLink href={serviceHref(service)} className="hover:underline">
            {service}
          </RangeLink>
        </h2>
        <p className="text-xs text-muted-foreground">
          {patterns.length === 0 ? "no pattern recognised" : countOf(patterns.length, "pattern")}
          {" · assessed "}
          {formatAgo(Date.parse(group.assessedAt), nowMs)}
        </p>
      </header>
      {patterns.length > 0 && (
        <ul aria-label={`Patterns of ${service}, worst first`}>
          {patterns.map((pattern) => (
            <PatternRow
              key={`${pattern.patternId} ${pattern.subject}`}
              service={service}
              pattern={pattern}
            />
          ))}
        </ul>
      )}
      {notSeen.length > 0 && <NotSeen ids={notSeen} records={records} />}
    </Card>
  );
}

function NotSeen({
  ids,
  records,
}: {
  ids: readonly string[];
  records: ReadonlyMap<string, PatternSummary>;
}) {
  return (
    <details className="border-t px-3 py-2 text-xs text-muted-foreground">
      <summary className="w-fit cursor-pointer rounded hover:text-foreground">
        {countOf(ids.length, "more pattern")} looked for and not seen
      </summary>
      <p className="mt-1.5">
        Not seen is no proof of absence: the signals of these patterns may not be in the telemetry.
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5">
        {ids.map((id) => {
          const record = records.get(id);
          return (
            <li key={id}>
              {record === undefined ? (
                id
              ) : (
                <RangeLink href={recordHref(record.slug)} className="text-accent hover:underline">
                  {record.name}
                </RangeLink>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
