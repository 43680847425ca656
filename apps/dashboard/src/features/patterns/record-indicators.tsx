import type { PatternRecord } from "@headroom/contracts";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { showAsShare } from "./indicator-view";
import { formatShare } from "./pattern-health";
import { describeLimit, nameSource } from "./limit-words";
import { PatternNames } from "./pattern-names";

/** The indicators of a record: meaning, formula, weight and limits with who published them. */
export function RecordIndicators({ record }: { record: PatternRecord }) {
  return (
    <Card>
      <CardHeader
        title="What its health is measured by"
        description="Each indicator costs at most its weight of the 100 points"
      />
      <ul>
        {record.indicators
          .map(showAsShare)
          .map(({ id, name, weight, meaning, formula, limits, noLimit }) => (
            <li key={id} className="flex flex-col gap-1 border-t px-3 py-2">
              <p className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 font-medium">{name}</span>
                <span className="flex items-center gap-2 text-xs text-muted-foreground">
                  <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-muted">
                    <span
                      className="block h-full bg-accent"
                      style={{ width: `${Math.min(100, weight * 100)}%` }}
                    />
                  </span>
                  weight {formatShare(weight)}
                </span>
              </p>
              <p className="text-xs">
                <PatternNames text={meaning} />
              </p>
              <p className="font-mono text-2xs break-words text-muted-foreground">{formula}</p>
              {limits.length > 0 && <Limits limits={limits} />}
              {noLimit !== null && <p className="text-xs text-muted-foreground">{noLimit}</p>}
            </li>
          ))}
      </ul>
    </Card>
  );
}

/** Limits with their severity, who they are from and what they mean. */
export function Limits({ limits }: { limits: PatternRecord["indicators"][number]["limits"] }) {
  return (
    <ul className="flex flex-col gap-1 text-xs">
      {limits.map((limit, index) => (
        <li
          key={`${limit.source} ${index}`}
          className="flex flex-wrap items-center gap-x-2 gap-y-0.5"
        >
          <Badge tone={limit.severity}>{limit.severity}</Badge>
          <span className="font-medium">{describeLimit(limit)}</span>
          <span className="text-muted-foreground">
            {nameSource(limit)}
            {limit.meaning !== null && ` – ${limit.meaning}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
