"use client";
import { useState } from "react";
import { formatInstant } from "@/format/instant";
import { formatValue } from "@/format/unit";
import { Button } from "@/components/ui/button";
import { LearningNote } from "@/features/rules/learning-note";
import { countUnusual, type DrawnBand } from "./signal-band";
import type { SignalBandQuery } from "./use-signal-band";

const MOST_LISTED = 8;

/** Under a chart with its band: what the band rests on, what is learnt, what was unusual. */
export function BandNote({
  query,
  drawn,
  unit,
  manySeries = false,
}: {
  query: SignalBandQuery;
  drawn: DrawnBand;
  unit: string;
  /** Whether more than one series is drawn, so that no band is shaded. */
  manySeries?: boolean;
}) {
  // Kept here: the list goes for a moment whenever the band is read anew.
  const [isListOpen, setListOpen] = useState(false);
  if (query.isError && query.data === undefined) {
    return (
      <p className="flex flex-wrap items-center gap-2 text-xs text-critical">
        The expected band could not be read: {query.error.message}
        <Button size="sm" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (query.data === undefined) {
    return (
      <p role="status" className="text-xs text-muted-foreground">
        Working out what was to be expected…
      </p>
    );
  }
  if (query.data.series.length === 0) {
    return <p className="text-xs text-muted-foreground">No values to judge in this range.</p>;
  }
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      {drawn.learning > 0 && (
        <LearningNote
          title={manySeries ? `${drawn.learning} series still learn.` : "Needs more history."}
          detail={drawn.sentence}
        />
      )}
      {manySeries && (
        <p className="text-muted-foreground">
          Dots mark unusual values. Choose one series in the table to see its band.
        </p>
      )}
      {manySeries && query.data.hiddenSeries > 0 && (
        <p className="text-muted-foreground">
          {query.data.hiddenSeries} more series are not judged. Filter to see them.
        </p>
      )}
      {drawn.learning === 0 && drawn.sentence !== null && (
        <p className="text-muted-foreground">{drawn.sentence}</p>
      )}
      {drawn.unusual.length === 0 ? (
        drawn.learning === 0 && <p>{countUnusual(drawn.unusual)}</p>
      ) : (
        <UnusualList drawn={drawn} unit={unit} isOpen={isListOpen} onToggle={setListOpen} />
      )}
    </div>
  );
}

function UnusualList({
  drawn,
  unit,
  isOpen,
  onToggle,
}: {
  drawn: DrawnBand;
  unit: string;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}) {
  const listed = drawn.unusual.slice(0, MOST_LISTED);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary className="cursor-pointer font-medium">{countUnusual(drawn.unusual)}</summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {listed.map(({ atMs, value, words, series }) => (
          <li key={`${atMs} ${series}`} className="flex flex-wrap gap-x-2">
            <span className="text-muted-foreground">{formatInstant(atMs)}</span>
            {series !== "" && <span>{series}</span>}
            <span className="font-medium">{formatValue(value, unit)}</span>
            <span>{words}</span>
          </li>
        ))}
        {drawn.unusual.length > MOST_LISTED && (
          <li className="text-muted-foreground">
            and {drawn.unusual.length - MOST_LISTED} earlier
          </li>
        )}
      </ul>
    </details>
  );
}
