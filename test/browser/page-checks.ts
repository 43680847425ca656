import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** How a page is opened; errors of its scripts are put into `errors`. */
export interface OpenOptions {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  readonly errors: string[];
}

/** A page in a context of its own that collects its script errors. */
export async function openPage(
  browser: Browser,
  { width, height, dark = false, errors }: OpenOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

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
