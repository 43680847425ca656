"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { Signal } from "@/features/rules/rule-types";
import { describeSignal } from "@/features/rules/signal-words";
import { capitalize } from "@/format/capitalize";
import { Page } from "@/shell/page";
import { SignalActions, type SignalWay } from "./signal-actions";
import { SignalChooser } from "./signal-chooser";
import { SignalSuggestions } from "./signal-suggestions";

/**
 * The frame of a page about one signal: what it is, another one, and where to go with it. Without
 * a signal it offers some.
 */
export function SignalPage({
  name,
  title,
  description,
  signal,
  onSignal,
  hrefOf,
  show,
  children,
}: {
  name: string;
  /** What stands before the signal's words. */
  title: string;
  /** What the page tells, in a line. */
  description: string;
  signal: Signal | null;
  onSignal: (signal: Signal) => void;
  hrefOf: (signal: Signal) => string;
  show: readonly SignalWay[];
  children: (signal: Signal) => ReactNode;
}) {
  const [changing, setChanging] = useState(false);
  return (
    <Page
      title={
        signal === null ? (
          name
        ) : (
          <>
            <span className="font-normal text-muted-foreground">{title}:</span>{" "}
            {capitalize(describeSignal(signal))}
          </>
        )
      }
      description={description}
      actions={
        signal === null ? undefined : (
          <>
            <SignalActions signal={signal} show={show} />
            <Button size="sm" aria-expanded={changing} onClick={() => setChanging(!changing)}>
              {changing ? <ChevronUp /> : <ChevronDown />} Another signal
            </Button>
          </>
        )
      }
    >
      {(changing || signal === null) && <SignalChooser signal={signal} onChange={onSignal} />}
      {signal === null ? <SignalSuggestions hrefOf={hrefOf} /> : children(signal)}
    </Page>
  );
}
