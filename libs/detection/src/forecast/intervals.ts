import { quantileOf } from "./median.ts";

/** Leads at which quantiles are computed; between them they are interpolated. */
const mostKnots = 48;
/**
 * Share of errors left outside on each side. The band promises a tenth; the weights have seen the
 * backtests they are judged by and the errors of one origin hang together, so a little less is
 * left out (the finite-sample correction of split conformal prediction, Vovk et al. 2005, with
 * one effective sample a day).
 */
const tailShare = 0.08;

/** Distances (≤ 0 and ≥ 0) of the 10th and 90th percentile from the median, by lead. */
export interface Spread {
  readonly below: number[];
  readonly above: number[];
}

/**
 * Returns the distances for `steps` leads from backtested errors (rows by origin). Each lead
 * pools the errors of near leads. Beyond the longest backtested lead the distance grows with the
 * square root of the lead, as that of a random walk does.
 */
export function spreadByLead(errors: number[][], steps: number): Spread {
  const leads = errors[0]?.length ?? 0;
  const below: number[] = [];
  const above: number[] = [];
  if (leads === 0)
    return {
      below: Array.from({ length: steps }, () => 0),
      above: Array.from({ length: steps }, () => 0),
    };
  const reach = Math.max(1, Math.round(leads / 12));
  const knots = Math.min(mostKnots, leads);
  const knotAt = (knot: number): number =>
    knots === 1 ? 0 : Math.round((knot * (leads - 1)) / (knots - 1));
  const edges = Array.from({ length: knots }, (_, knot) => {
    const lead = knotAt(knot);
    const pool = errors
      .flatMap((row) => row.slice(Math.max(0, lead - reach), lead + reach + 1))
      .sort((a, b) => a - b);
    return {
      low: Math.min(0, quantileOf(pool, tailShare)),
      high: Math.max(0, quantileOf(pool, 1 - tailShare)),
    };
  });
  for (let lead = 0; lead < steps; lead++) {
    const inside = Math.min(lead, leads - 1);
    const position = leads > 1 ? (inside * (knots - 1)) / (leads - 1) : 0;
    const left = edges[Math.floor(position)] ?? { low: 0, high: 0 };
    const right = edges[Math.ceil(position)] ?? left;
    const share = position - Math.floor(position);
    const growth = Math.sqrt((lead + 1) / (inside + 1));
    below.push(growth * (left.low + (right.low - left.low) * share));
    above.push(growth * (left.high + (right.high - left.high) * share));
  }
  return { below, above };
}
