import type { QueryRunner } from "../../driver/query-runner.ts";
import * as spans from "./span-queries.ts";

type ArgumentsAfterRunner<F> = F extends (runner: QueryRunner, args: infer A) => infer T
  ? (args: A) => T
  : never;

/** The questions about spans that a snapshot of evidence is made from. */
export interface SpanEvidenceQueries {
  readonly serviceSpanCount: ArgumentsAfterRunner<typeof spans.countServiceSpans>;
  readonly instanceActivity: ArgumentsAfterRunner<typeof spans.readInstanceActivity>;
  readonly callShapes: ArgumentsAfterRunner<typeof spans.readCallShapes>;
  readonly spanSample: ArgumentsAfterRunner<typeof spans.readSpanSample>;
  readonly neighbourSpans: ArgumentsAfterRunner<typeof spans.readNeighbourSpans>;
  readonly clientSpread: ArgumentsAfterRunner<typeof spans.readClientSpread>;
  readonly callSlots: ArgumentsAfterRunner<typeof spans.readCallSlots>;
  readonly destinationSides: ArgumentsAfterRunner<typeof spans.readDestinationSides>;
  readonly destinationWaits: ArgumentsAfterRunner<typeof spans.readDestinationWaits>;
  readonly errorSteps: (
    args: Parameters<typeof spans.readErrorSteps>[2],
  ) => ReturnType<typeof spans.readErrorSteps>;
}

/** Binds the questions to a runner; `now` (ms) decides which roll-ups are still kept. */
export function bindSpanEvidence(runner: QueryRunner, now: () => number): SpanEvidenceQueries {
  return {
    serviceSpanCount: (args) => spans.countServiceSpans(runner, args),
    instanceActivity: (args) => spans.readInstanceActivity(runner, args),
    callShapes: (args) => spans.readCallShapes(runner, args),
    spanSample: (args) => spans.readSpanSample(runner, args),
    neighbourSpans: (args) => spans.readNeighbourSpans(runner, args),
    clientSpread: (args) => spans.readClientSpread(runner, args),
    callSlots: (args) => spans.readCallSlots(runner, args),
    destinationSides: (args) => spans.readDestinationSides(runner, args),
    destinationWaits: (args) => spans.readDestinationWaits(runner, args),
    errorSteps: (args) => spans.readErrorSteps(runner, now(), args),
  };
}
