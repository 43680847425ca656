import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Waits until the page's main part shows a text. */
export async function waitForText(page: Page, text: RegExp): Promise<void> {
  const found = page.locator("main").getByText(text).locator("visible=true").first();
  await found.waitFor({ timeout: 30_000 });
}

/** By how many pixels the page is wider than its window. */
export async function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Serious and critical accessibility faults of the page, each with its first element. */
export async function findFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axeSource, "utf8"));
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string; nodes: { html: string }[] }[];
        }>;
      };
    };
    return (await axe.run()).violations
      .filter((each) => each.impact === "serious" || each.impact === "critical")
      .map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 200)}`);
  });
}
