import type { ReactNode } from "react";
import type { FieldErrors } from "@/api/api-error";
import type { Signal } from "./rule-types";
import { describeSubject } from "./signal-words";

/** A line of words with fields in it, and what is wrong with them below. */
export function Sentence({
  errors,
  paths,
  children,
}: {
  errors: FieldErrors;
  /** Fields of the sentence, by their path in the definition. */
  paths: readonly string[];
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-2 leading-8">{children}</div>
      {paths
        .flatMap((path) => errors[path] ?? [])
        .map((problem) => (
          <p key={problem} className="text-xs text-critical">
            {problem}
          </p>
        ))}
    </div>
  );
}

/** How a condition begins: `When p95 latency of checkout (each operation)`. */
export function SentenceSubject({ signal, verb }: { signal: Signal; verb: string }) {
  return (
    <span className="break-words">
      When <b className="font-medium">{describeSubject(signal)}</b>
      {signal.groupBy.length > 0 && ` (each ${signal.groupBy.join(" and ")})`} {verb}
    </span>
  );
}

/** Words and the field they lead to, kept on one line. */
export function SentencePart({ words, children }: { words: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {words} {children}
    </span>
  );
}
