import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startBrowser } from "../harness/browser.ts";
import { startDashboard, type Dashboard } from "../harness/dashboard.ts";
import { startProduct, type Product } from "../harness/product.ts";

/** Where pictures of pages go. */
export const screenshots = fileURLToPath(new URL("./screenshots/", import.meta.url));

/** Windows of a desk and of a phone, pixels. */
export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

/** A product with its dashboard and a browser, for the tests of a file. */
export interface Stage {
  /** Only from within hooks and tests. */
  product(): Product;
  /** An empty window in a context of its own, closed after the test; paths are the dashboard's. */
  blank(size?: { width: number; height: number }): Promise<Page>;
  /** The same with a page of the dashboard in it. */
  open(path: string, size?: { width: number; height: number }): Promise<Page>;
  /** Errors of scripts on all pages. */
  readonly errors: string[];
}

/** Starts all of it before the tests of the file and stops it after them. */
export function setStage(settings: Record<string, string> = {}): Stage {
  let product: Product;
  let dashboard: Dashboard;
  let browser: Browser;
  const errors: string[] = [];

  beforeAll(async () => {
    await mkdir(screenshots, { recursive: true });
    product = await startProduct(settings);
    [dashboard, browser] = await Promise.all([startDashboard(product), startBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await dashboard?.stop();
    await product?.dispose();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function blank(size = wide): Promise<Page> {
    const context = await browser.newContext({
      baseURL: dashboard.url,
      viewport: size,
      colorScheme: "light",
    });
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  return {
    product: () => product,
    blank,
    open: async (path, size) => {
      const page = await blank(size);
      await page.goto(path);
      return page;
    },
    errors,
  };
}
