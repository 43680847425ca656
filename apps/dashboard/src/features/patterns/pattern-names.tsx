"use client";
import { useQuery } from "@tanstack/react-query";
import { RangeLink } from "@/time/range-link";
import { recordHref } from "./pattern-href";
import { catalogueQuery } from "./pattern-queries";

/** A text of the catalogue in which ids of patterns, as P21, become links that bear their names. */
export function PatternNames({ text }: { text: string }) {
  const catalogue = useQuery(catalogueQuery());
  return text.split(/\b(P\d{2}[ab]?)\b/).map((part, index) => {
    const record =
      index % 2 === 0 ? undefined : catalogue.data?.items.find(({ id }) => id === part);
    return record === undefined ? (
      part
    ) : (
      <RangeLink
        key={`${part} ${index}`}
        href={recordHref(record.slug)}
        className="text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid"
      >
        {record.name}
      </RangeLink>
    );
  });
}
