import { formatDuration, paint, print } from "./terminal.mjs";
import { listVerifySteps } from "./verify-steps.mjs";

const parallel = 2;

/** @typedef {import("./verify-steps.mjs").VerifyStep} VerifyStep */

/**
 * Runs every static check, two at a time, and prints a line for each; failures are printed in full.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runVerify() {
  const queue = listVerifySteps();
  const counts = { passed: 0, failed: 0 };
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const startedAt = performance.now();
      const { ok, output } = await step.run();
      const took = paint("dim", `(${formatDuration(performance.now() - startedAt)})`);
      counts[ok ? "passed" : "failed"] += 1;
      print(`${ok ? paint("green", "✓") : paint("red", "✗")} ${step.name} ${took}`);
      if (!ok) print(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return counts;
}
