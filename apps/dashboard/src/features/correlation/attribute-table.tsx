"use client";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Signal } from "@/features/rules/rule-types";
import type { LinkRange } from "@/features/signals/signal-links";
import { RangeLink } from "@/time/range-link";
import { groupHref } from "./attribute-links";
import {
  amountOf,
  attributeBars,
  formatAmount,
  formatContribution,
  formatShare,
  type AttributeCell,
  type AttributeMeasure,
} from "./attribute-rows";
import { ExpectedBars } from "./expected-bars";
import { describeChance } from "./finding-words";

/** The values of one attribute: before, expected and actual, and what each adds to the change. */
export function AttributeTable({
  name,
  values,
  others,
  measure,
  signal,
  range,
}: {
  name: string;
  values: readonly AttributeCell[];
  /** Values that are not looked at one by one. */
  others: number;
  measure: AttributeMeasure;
  signal: Signal;
  range: LinkRange;
}) {
  const bars = attributeBars(values, measure);
  return (
    <>
      <Table aria-label={`Values of ${name}`} containerClassName="border-t bg-muted/30">
        <TableHeader>
          <tr>
            <TableHead>Value</TableHead>
            <TableHead numeric>Before</TableHead>
            <TableHead>Expected and actual</TableHead>
            <TableHead numeric>Adds</TableHead>
            <TableHead numeric>Share</TableHead>
            <TableHead numeric>By chance</TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {values.map((cell, index) => {
            const value = cell.conditions[0]?.value ?? "";
            const href = groupHref(cell.conditions, measure, signal, range);
            return (
              <TableRow key={value}>
                <TableCell className="max-w-72 font-mono text-xs break-all">
                  {href === null ? (
                    value
                  ) : (
                    <RangeLink href={href} className="hover:underline">
                      {value}
                    </RangeLink>
                  )}
                </TableCell>
                <TableCell numeric>
                  {formatAmount(amountOf(cell.baseline, measure), measure)}
                </TableCell>
                <TableCell className="min-w-52">
                  <ExpectedBars
                    bars={bars[index] ?? { expectedShare: 0, actualShare: 0 }}
                    expected={formatAmount(cell.expected, measure)}
                    actual={formatAmount(amountOf(cell.window, measure), measure)}
                  />
                </TableCell>
                <TableCell numeric>{formatContribution(cell.contribution, measure)}</TableCell>
                <TableCell numeric>{formatShare(cell.share)}</TableCell>
                <TableCell numeric>{describeChance(cell.pValue)}</TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      {others > 0 && (
        <p className="border-t bg-muted/30 px-3 py-1.5 text-xs text-muted-foreground">
          {others} rarer values are counted together.
        </p>
      )}
    </>
  );
}
