import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts the tests of a report in vitest's JSON format. A file that failed before its tests could
 * be collected counts as one failed test, and so does a run that failed for another reason.
 * @param {string} file
 * @param {boolean} ok Whether vitest ended without an error.
 * @returns {Counts}
 */
export function countTests(file, ok) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(file)) {
    /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */
    const report = JSON.parse(readFileSync(file, "utf8"));
    for (const { status, assertionResults } of report.testResults) {
      if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
        counts.failed += 1;
      }
      for (const test of assertionResults) {
        if (test.status === "passed") counts.passed += 1;
        else if (test.status === "failed") counts.failed += 1;
        else counts.skipped += 1;
      }
    }
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * The closing line: `N passed, N failed`, with `, N skipped` when there are any.
 * @param {Counts} counts
 */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
