import chromium from "@sparticuz/chromium";
import { chromium as playwright, type Browser } from "playwright-core";

/**
 * Arguments of the package that make this Chromium unlike a user's: one process for everything,
 * which dies with the first closed context, and no same-origin policy.
 */
const unwanted =
  /^--(single-process|disable-web-security|disable-site-isolation-trials|allow-running-insecure-content)$/;

/** Starts the Chromium that comes with the packages. */
export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => !unwanted.test(argument)),
    headless: true,
  });
}
