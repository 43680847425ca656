import { expect, it } from "vitest";
import { findFaults, measureOverflow, waitForText } from "./page-checks.ts";
import { narrow, screenshots, type Stage } from "./stage.ts";

/** Name for pictures, path, and a text that is there once the page has its data. */
export type PageCase = readonly [name: string, path: () => string, expected: RegExp];

/**
 * Tests of each page: it shows its data on a desk and on a phone without scrolling sideways or
 * errors of scripts, and has no serious accessibility fault in the dark.
 */
export function describePages({ open, errors }: Stage, pages: readonly PageCase[]): void {
  it.each(pages)("%s shows its data, accessible in the dark too", async (name, path, expected) => {
    const page = await open(path());
    await waitForText(page, expected);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${screenshots}${name}-1440.png` });
    expect(await measureOverflow(page), "the page scrolls sideways").toBeLessThanOrEqual(1);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html.dark").waitFor({ state: "attached" });
    await page.screenshot({ path: `${screenshots}${name}-dark.png` });
    expect(await findFaults(page)).toEqual([]);
    expect(errors.splice(0)).toEqual([]);
  });

  it.each(pages)("%s fits a phone", async (name, path, expected) => {
    const page = await open(path(), narrow);
    await waitForText(page, expected);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${screenshots}${name}-390.png` });
    expect(await measureOverflow(page), "the page scrolls sideways").toBeLessThanOrEqual(1);
    expect(errors.splice(0)).toEqual([]);
  });
}
