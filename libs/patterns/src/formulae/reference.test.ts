import { describe, expect, it } from "vitest";
import * as exported from "../index.ts";
import { formulae } from "./reference.ts";

describe("formulae", () => {
  it("are F1 to F19 in order", () => {
    expect(formulae.map(({ id }) => id)).toEqual(
      Array.from({ length: 19 }, (_, index) => `F${index + 1}`),
    );
  });

  it.each(formulae.map((formula) => [formula.id, formula] as const))(
    "%s names functions that exist",
    (_, formula) => {
      expect(formula.functions.length).toBeGreaterThan(0);
      const known: Record<string, unknown> = { ...exported };
      for (const name of formula.functions) expect(known[name]).toBeTypeOf("function");
      expect(formula.expression).toMatch(/[.]$/);
    },
  );
});
