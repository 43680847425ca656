import type { PatternOverview, PatternRecord } from "@headroom/contracts";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { RangeLink } from "@/time/range-link";
import { describeUse, explainUse, useOf } from "./catalogue-list";
import { PatternScore } from "./health-mark";
import { compareHealth } from "./pattern-health";
import { patternHref } from "./pattern-href";

/** Which services use a pattern, worst first, or why that is not known. */
export function RecordUse({
  record,
  overview,
}: {
  record: PatternRecord;
  overview: PatternOverview | undefined;
}) {
  const use = useOf(record, overview);
  const found = (overview?.items ?? [])
    .flatMap(({ service, patterns }) => patterns.map((pattern) => ({ service, pattern })))
    .filter(({ pattern }) => pattern.patternId === record.id)
    .sort((a, b) => compareHealth(a.pattern, b.pattern));
  return (
    <Card>
      <CardHeader title="Who uses it" />
      {found.length === 0 ? (
        <CardContent>
          <p className="font-medium">{describeUse(use)}</p>
          <p className="text-xs text-muted-foreground">{explainUse(use)}</p>
        </CardContent>
      ) : (
        <ul>
          {found.map(({ service, pattern }) => (
            <li
              key={`${service} ${pattern.subject}`}
              className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 border-t px-3 py-2 hover:bg-muted/60"
            >
              <RangeLink
                href={patternHref(service, record.id, pattern.subject)}
                className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0 hover:underline"
              >
                {service}
                {pattern.subject !== service && (
                  <span className="font-normal text-muted-foreground"> · {pattern.subject}</span>
                )}
              </RangeLink>
              <PatternScore scored={pattern} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
