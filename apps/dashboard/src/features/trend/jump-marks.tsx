"use client";
import { usePlotArea, useXAxisDomain } from "recharts";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import type { ChangePoint } from "./trend-types";
import { describeJump, jumpTime, surenessTone } from "./trend-words";

const RADIUS_PX = 7;

/** Jumps of the level as numbered marks on a chart; hovered, they tell what changed. */
export function JumpMarks({ changes, unit }: { changes: readonly ChangePoint[]; unit: string }) {
  const area = usePlotArea();
  const domain = useXAxisDomain();
  const fromMs = Number(domain?.[0]);
  const toMs = Number(domain?.[1]);
  if (area === undefined || !(toMs > fromMs)) return null;
  return changes.map((change, index) => {
    const share = (Date.parse(change.at) - fromMs) / (toMs - fromMs);
    if (share < 0 || share > 1) return null;
    const x = area.x + share * area.width;
    const y = area.y + RADIUS_PX;
    return (
      <Tooltip key={change.at} content={<JumpTip change={change} unit={unit} />}>
        <g>
          <line
            x1={x}
            x2={x}
            y1={y + RADIUS_PX}
            y2={area.y + area.height}
            stroke="var(--series-7)"
            strokeDasharray={change.sureness === "high" ? undefined : "3 3"}
          />
          <circle cx={x} cy={y} r={RADIUS_PX} fill="var(--series-7)" />
          <text
            x={x}
            y={y + 3.5}
            textAnchor="middle"
            fontSize={10}
            fontWeight={600}
            fill="var(--surface)"
          >
            {index + 1}
          </text>
        </g>
      </Tooltip>
    );
  });
}

function JumpTip({ change, unit }: { change: ChangePoint; unit: string }) {
  return (
    <div className="flex flex-col items-start gap-1 py-0.5">
      <p className="text-2xs text-muted-foreground">{jumpTime(change)}</p>
      <p className="font-medium">{describeJump(change, unit)}</p>
      <Badge tone={surenessTone[change.sureness]}>{change.sureness} sureness</Badge>
    </div>
  );
}
