/**
 * Judges detection and forecasting, with the product's own code and defaults, on the public data
 * sets beside the project. Usage: npm run judge. Exits with 1 when a required figure is missed.
 */
import { judgeChangePoints } from "./change-point.ts";
import { judgeForecast } from "./forecast.ts";
import { judgeKpi } from "./kpi.ts";
import { findMaterial } from "./material.ts";
import { judgeNab } from "./nab.ts";
import { drawTable, isKept } from "./report.ts";
import type { Figure } from "./report.ts";

if (findMaterial() === undefined) {
  process.stdout.write(
    "SKIPPED: ../shared/judging is not there, so nothing was judged. Put the data sets beside the project and run again.\n",
  );
} else {
  const figures: Figure[] = [];
  for (const judge of [judgeNab, judgeKpi, judgeForecast, judgeChangePoints]) {
    // One after the other: they are timed.
    figures.push(...(await judge()));
  }
  process.stdout.write(`${drawTable(figures)}\n`);
  if (!figures.every(isKept)) process.exitCode = 1;
}
