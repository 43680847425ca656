import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

/** Starts the Chromium that comes with the packages. */
export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // One process for everything, the package's default, dies with the first closed context.
    args: chromium.args.filter((argument) => argument !== "--single-process"),
    headless: true,
  });
}
