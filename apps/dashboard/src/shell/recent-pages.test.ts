import { describe, expect, it } from "vitest";
import { addRecent, parseRecent } from "./recent-pages";

const page = (href: string) => ({ href, label: href });

describe("recent pages", () => {
  it("keep each page once, latest first, eight at most", () => {
    let pages = addRecent([], page("/a"));
    for (const href of ["/b", "/a", "/c", "/d", "/e", "/f", "/g", "/h", "/i"]) {
      pages = addRecent(pages, page(href));
    }
    expect(pages.map(({ href }) => href)).toEqual(["/i", "/h", "/g", "/f", "/e", "/d", "/c", "/a"]);
  });

  it("ignore what they did not write", () => {
    expect(parseRecent("{")).toEqual([]);
    expect(
      parseRecent('[{"href":"javascript:x","label":"x"},{"href":"/ok","label":"ok"}]'),
    ).toEqual([page("/ok")].map((one) => ({ ...one, label: "ok" })));
  });
});
