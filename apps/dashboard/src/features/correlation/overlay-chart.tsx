import type { CorrelationAnswer, CorrelationFinding } from "@headroom/contracts";
import { useMemo } from "react";
import { overlayPaths } from "./overlay-paths";

const WIDTH = 300;
const HEIGHT = 48;

/** A series over the target, each on its own scale, so that only their shapes are compared. */
export function OverlayChart({
  target,
  finding,
  range,
}: {
  target: CorrelationAnswer["target"];
  finding: CorrelationFinding;
  range: { readonly fromMs: number; readonly toMs: number };
}) {
  const { fromMs, toMs } = range;
  const paths = useMemo(
    () =>
      overlayPaths(target.points, finding.points, { fromMs, toMs, width: WIDTH, height: HEIGHT }),
    [target.points, finding.points, fromMs, toMs],
  );
  const line = {
    fill: "none",
    vectorEffect: "non-scaling-stroke" as const,
    strokeLinejoin: "round" as const,
  };
  return (
    <svg
      role="img"
      aria-label={`${finding.name} (coloured) over ${target.name} (grey), each on its own scale`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-12 w-full"
    >
      <path d={paths.target} {...line} stroke="var(--input)" strokeWidth={1.25} />
      <path d={paths.finding} {...line} stroke="var(--series-2)" strokeWidth={1.5} />
    </svg>
  );
}
