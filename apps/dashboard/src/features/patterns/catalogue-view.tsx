import type { PatternOverview, PatternSummary } from "@headroom/contracts";
import { CircleDashed, CircleDot, Eye } from "lucide-react";
import { useMemo } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tooltip } from "@/components/ui/tooltip";
import { countOf } from "@/format/plural";
import { RangeLink } from "@/time/range-link";
import {
  describeUse,
  explainUse,
  groupCatalogue,
  type CatalogueEntry,
  type PatternUse,
} from "./catalogue-list";
import { recordHref } from "./pattern-href";

/** Every pattern Headroom knows by family: what it is, when to use it, and who uses it. */
export function CatalogueView({
  records,
  overview,
  family,
  q,
  onClear,
}: {
  records: readonly PatternSummary[];
  overview: PatternOverview | undefined;
  family: string | null;
  q: string;
  onClear: () => void;
}) {
  const families = useMemo(
    () => groupCatalogue(records, overview, { family, q }),
    [records, overview, family, q],
  );
  if (families.length === 0) {
    return (
      <Card>
        <EmptyState
          title="No pattern of the catalogue matches"
          action={<Button onClick={onClear}>Clear filters</Button>}
        />
      </Card>
    );
  }
  return families.map(({ id, title, entries }) => (
    <Card key={id} aria-label={title}>
      <CardHeader title={title} description={countOf(entries.length, "pattern")} />
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </Card>
  ));
}

function Entry({ entry }: { entry: CatalogueEntry }) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t px-3 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <RangeLink href={recordHref(entry.slug)} className="font-medium hover:underline">
          {entry.name}
        </RangeLink>
        <p className="mt-0.5">
          <UseBadge use={entry.use} />
        </p>
      </div>
      <p className="min-w-0 basis-full text-xs lg:flex-2 lg:basis-80">{entry.what}</p>
      <p className="min-w-0 basis-full text-xs text-muted-foreground lg:flex-2 lg:basis-80">
        {entry.whenToUse}
      </p>
    </li>
  );
}

const LOOKS = {
  used: { tone: "accent", icon: CircleDot },
  unseen: { tone: "neutral", icon: Eye },
  unwatched: { tone: "outline", icon: CircleDashed },
  waiting: { tone: "outline", icon: Eye },
} as const;

/** What is known of a pattern's use; what the words mean is told on hover and focus. */
export function UseBadge({ use }: { use: PatternUse }) {
  const { tone, icon: Icon } = LOOKS[use.kind];
  return (
    <Tooltip content={explainUse(use)}>
      <button type="button" className="max-w-full cursor-help rounded">
        <Badge tone={tone} className={use.kind === "unwatched" ? "border-dashed" : ""}>
          <Icon aria-hidden />
          <span className="truncate">{describeUse(use)}</span>
        </Badge>
        <span className="sr-only">. {explainUse(use)}</span>
      </button>
    </Tooltip>
  );
}
