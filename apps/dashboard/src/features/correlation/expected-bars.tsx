import type { AttributeBars } from "./attribute-rows";

/** What a group would have had, had it stayed as it was, over what it had. */
export function ExpectedBars({
  bars,
  expected,
  actual,
}: {
  bars: AttributeBars;
  expected: string;
  actual: string;
}) {
  return (
    <dl className="grid min-w-36 grid-cols-[3.75rem_minmax(2rem,1fr)_auto] items-center gap-x-2 text-2xs">
      <Bar name="Expected" share={bars.expectedShare} text={expected} color="var(--input)" />
      <Bar name="Actual" share={bars.actualShare} text={actual} color="var(--series-2)" />
    </dl>
  );
}

function Bar(props: { name: string; share: number; text: string; color: string }) {
  return (
    <div className="contents">
      <dt className="text-muted-foreground">{props.name}</dt>
      <dd aria-hidden className="h-1.5 overflow-hidden rounded-xs bg-muted">
        <span
          className="block h-full"
          style={{ width: `${props.share * 100}%`, background: props.color }}
        />
      </dd>
      <dd className="text-right">{props.text}</dd>
    </div>
  );
}
