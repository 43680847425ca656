import { memo } from "react";
import type { indexCriticalPath } from "./critical-path";
import { selfSegments } from "./self-time";
import type { SpanNode } from "./span-tree";
import { placeSegment, placeSegments, type TimeSegment } from "./time-view";

type Critical = ReturnType<ReturnType<typeof indexCriticalPath>["get"]>;

/**
 * The time of a span: pale where children run, full where it works itself, with a line below the
 * stretches that are on the critical path.
 */
export const SpanBar = memo(function SpanBar({
  node,
  critical,
  view,
  color,
}: {
  node: SpanNode;
  critical: Critical;
  view: TimeSegment;
  color: string;
}) {
  const bar = placeSegment({ fromMs: node.startMs, toMs: node.endMs }, view);
  if (bar === null) return <div className="relative" />;
  return (
    <div className="relative overflow-hidden">
      <span
        className="absolute top-2 h-2.5 min-w-0.5 rounded-xs opacity-40"
        style={{ left: `${bar.left}%`, width: `${bar.width}%`, background: color }}
      />
      {placeSegments(selfSegments(node), view).map(({ left, width }) => (
        <span
          key={left}
          className="absolute top-2 h-2.5 min-w-px"
          style={{ left: `${left}%`, width: `${width}%`, background: color }}
        />
      ))}
      {critical !== undefined &&
        placeSegments(critical.segments, view).map(({ left, width }) => (
          <span
            key={left}
            className="absolute top-[1.3125rem] h-0.5 min-w-px bg-foreground"
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        ))}
    </div>
  );
});
