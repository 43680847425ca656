"use client";
import { BellPlus, ChartLine, Spline, Waypoints } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Signal } from "@/features/rules/rule-types";
import { RangeLink } from "@/time/range-link";
import { correlationHref, exploreHref, ruleHref, trendHref, type LinkRange } from "./signal-links";

const ways = {
  explore: { icon: ChartLine, label: "Explore", href: exploreHref },
  trend: { icon: Spline, label: "Trend", href: trendHref },
  correlation: { icon: Waypoints, label: "What moved with this?", href: correlationHref },
  rule: { icon: BellPlus, label: "Create alert", href: ruleHref },
} as const;

/** Where one can go with a signal. */
export type SignalWay = keyof typeof ways;

/**
 * Links that take a signal along: to its data, its trend, what moved with it, a new alert. `icons`
 * shows the icons alone; `of` then names the signal for screen readers.
 */
export function SignalActions({
  signal,
  show,
  range,
  icons = false,
  of,
}: {
  signal: Signal;
  show: readonly SignalWay[];
  range?: LinkRange;
  icons?: boolean;
  of?: string;
}) {
  return show.map((way) => {
    const { icon: Icon, label, href } = ways[way];
    const target = way === "rule" ? href(signal) : href(signal, range);
    return icons ? (
      <Button key={way} asChild variant="ghost" size="icon-sm" className="-my-1">
        <RangeLink
          href={target}
          aria-label={of === undefined ? label : `${label}: ${of}`}
          title={label}
        >
          <Icon />
        </RangeLink>
      </Button>
    ) : (
      <Button key={way} asChild size="sm" variant="ghost">
        <RangeLink href={target}>
          <Icon /> {label}
        </RangeLink>
      </Button>
    );
  });
}
