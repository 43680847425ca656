import type { Scalability } from "@headroom/contracts";
import {
  assessScalability,
  predictThroughput,
  scalabilityAdvice,
  type ScalabilityReport,
} from "@headroom/patterns";
import { formatValue } from "./describe-worst.ts";
import type { StoredScaling } from "./stored-forms.ts";

const formula =
  "Universal scalability law X(N) = γN / (1 + σ(N − 1) + κN(N − 1)), fitted to the highest throughput of each hour of four weeks by number of instances; given with six numbers of instances, a bend, and R² of 0.7 or more.";
const linePoints = 60;

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function drawLine({ law, peakLoad }: ScalabilityReport, highest: number): [number, number][] {
  const end = Number.isFinite(peakLoad) ? Math.max(highest, peakLoad) * 1.25 : highest * 2;
  return Array.from({ length: linePoints }, (_, index) => {
    const load = 1 + ((end - 1) * index) / (linePoints - 1);
    return [load, predictThroughput(law, load)];
  });
}

/** How the throughput of a service grows with its instances, or why that can't be said yet. */
export function presentScalability(service: string, scaling: StoredScaling): Scalability {
  const { levels, instancesNow, requestsNowPerS } = scaling;
  const verdict = assessScalability(levels);
  const measured = levels.map(({ load, throughput }): [number, number] => [load, throughput]);
  const counts = new Set(levels.map(({ load }) => load));
  const inputs = { "hours measured": levels.length, "numbers of instances": counts.size };
  const shared = { service, measured, instancesNow, requestsNowPerS };
  if (verdict.verdict === "refused") {
    const advice = scalabilityAdvice[verdict.reason];
    const sentence = `No law is given yet: throughput was seen with ${counts.size === 1 ? "one number" : `${counts.size} numbers`} of instances. ${advice}`;
    return {
      ...shared,
      status: "refused",
      advice,
      law: null,
      line: [],
      explanation: { sentence, formula, inputs },
    };
  }
  const { law, determination, peakLoad, peakThroughput, isExtrapolated } = verdict;
  const peak = Number.isFinite(peakLoad)
    ? `Throughput is highest with ${formatValue(peakLoad)} instances, at ${formatValue(peakThroughput)} requests/s.`
    : `Throughput approaches ${formatValue(peakThroughput)} requests/s and never falls.`;
  return {
    ...shared,
    status: "fitted",
    advice: null,
    law: {
      ...law,
      determination,
      peakLoad: orNull(peakLoad),
      peakThroughput: orNull(peakThroughput),
      isExtrapolated,
    },
    line: drawLine(verdict, Math.max(...counts)),
    explanation: {
      sentence: `${peak}${isExtrapolated ? " That lies beyond what was seen." : ""}`,
      formula,
      inputs: { ...inputs, γ: law.gamma, σ: law.sigma, κ: law.kappa, "R²": determination },
    },
  };
}
