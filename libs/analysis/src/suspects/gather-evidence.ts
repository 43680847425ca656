import { rankAttributes } from "../correlation/rank-attributes.ts";
import { sayDuration, sayNumber, sayPercent } from "../words.ts";
import type { Evidence, IncidentFacts } from "./types.ts";

/** A version that came this long before the incident, or shortly after its start, is evidence. */
const versionBeforeMs = 3_600_000;
const versionAfterMs = 300_000;
const versionCloseMs = 900_000;
/** Smaller parts of the new errors are told by others. */
const leastErrorShare = 0.1;
const leastNewErrors = 3;

/** Returns all evidence that stands on its own, in no order. */
export function gatherEvidence(facts: IncidentFacts): Evidence[] {
  return [
    ...gatherDegradations(facts),
    ...gatherErrors(facts),
    ...gatherVersions(facts),
    ...gatherCorrelations(facts),
  ];
}

/** Points grow by one with each doubling of the deviation: 1 at 4 spreads, 2 at 12, 3 at 28, 4 at 60. */
function gatherDegradations({ degradations }: IncidentFacts): Evidence[] {
  return degradations.map(({ service, signal, deviation, sentence, formula, inputs }) => {
    const most = signal === "load" ? 1.5 : 4;
    return {
      kind: signal === "load" ? "load" : "degraded",
      service,
      points: Math.max(0, Math.min(most, Math.log2(1 + deviation / 4))),
      detail: signal,
      sentence,
      formula: `points = log₂(1 + deviation / 4), at most ${most}; deviation = ${formula}`,
      inputs: { ...inputs, deviation },
    };
  });
}

/** Points = 3 · share of all new errors; the operation or attribute is told when one stands out. */
function gatherErrors({ errorSpans }: IncidentFacts): Evidence[] {
  const services = [...new Set(errorSpans.map(({ service }) => service))];
  const counted = services.map((service) => {
    const rows = errorSpans
      .filter((row) => row.service === service)
      .map(({ operation, attributes, baseline, window }) => ({
        attributes: { ...attributes, operation },
        baseline,
        window,
      }));
    const lengths = { baselineMs: 1, windowMs: 1 };
    const ranking = rankAttributes(rows, { measure: "errors", ...lengths });
    return { service, ranking, excess: Math.max(0, ranking.change) };
  });
  const total = counted.reduce((sum, { excess }) => sum + excess, 0);
  return counted.flatMap(({ service, ranking, excess }): Evidence[] => {
    const share = total > 0 ? excess / total : 0;
    if (share < leastErrorShare || excess < leastNewErrors) return [];
    const where = ranking.explanations[0]?.conditions
      .map(({ key, value }) => `${key} = ${value}`)
      .join(" and ");
    const place = where === undefined ? "" : `, concentrated on ${where}`;
    return [
      {
        kind: "errors",
        service,
        points: 3 * share,
        detail: where,
        sentence: `${service} has ${sayPercent(share)} of the new error spans (${sayNumber(excess)} more than expected)${place}.`,
        formula:
          "points = 3 · share; share = (errors − spans · former share of errors) over all services' sum of it",
        inputs: { newErrors: excess, allNewErrors: total, share },
      },
    ];
  });
}

function gatherVersions({ versions, startedMs }: IncidentFacts): Evidence[] {
  const latest = new Map<string, IncidentFacts["versions"][number]>();
  for (const sighting of versions) {
    const aheadMs = startedMs - sighting.firstSeenMs;
    if (aheadMs > versionBeforeMs || aheadMs < -versionAfterMs) continue;
    const known = latest.get(sighting.service);
    const isNewer = known === undefined || sighting.firstSeenMs > known.firstSeenMs;
    const isSameTime = sighting.firstSeenMs === known?.firstSeenMs;
    if (isNewer || (isSameTime && sighting.version > known.version))
      latest.set(sighting.service, sighting);
  }
  return [...latest.values()].map(({ service, version, firstSeenMs }) => {
    const aheadMs = startedMs - firstSeenMs;
    const when = aheadMs >= 0 ? "before" : "after";
    return {
      kind: "version",
      service,
      points: aheadMs <= versionCloseMs ? 2 : 1,
      detail: version,
      sentence: `${service} got version ${version} ${sayDuration(aheadMs)} ${when} the incident began.`,
      formula:
        "2 points when first seen from 15 min before to 5 min after the start, 1 up to an hour before",
      inputs: { firstSeenMs, startedMs },
    };
  });
}

/** Points = 1.5 · score of the best series of the service, half a point more when it moved first. */
function gatherCorrelations({ correlations }: IncidentFacts): Evidence[] {
  const best = new Map<string, Evidence>();
  for (const { service, correlation } of correlations) {
    const { kind, score, lagMs, sentence, formula, inputs, id } = correlation;
    if (kind === "none" || kind === "same-measure") continue;
    const points = 1.5 * score + (lagMs < 0 ? 0.5 : 0);
    const known = best.get(service);
    if (
      known !== undefined &&
      (known.points > points || (known.points === points && (known.detail ?? "") <= id))
    )
      continue;
    best.set(service, {
      kind: "correlation",
      service,
      points,
      detail: id,
      sentence,
      formula: `points = 1.5 · score, + 0.5 when it moves before; ${formula}`,
      inputs: { ...inputs, score, lagMs },
    });
  }
  return [...best.values()];
}
