/** How often a process reports, ms. */
export const REPORT_EVERY_MS = 10_000;
