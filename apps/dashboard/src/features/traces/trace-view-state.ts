import { parseAsString, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import type { SpanTree } from "./span-tree";
import { nextMatch, searchSpans } from "./span-search";
import { formatView, parseView, type TimeSegment } from "./time-view";
import { listInnerKeys, listRows, revealKey, stepByKey } from "./waterfall-rows";

const parsers = {
  span: parseAsString,
  find: parseAsString.withDefault(""),
  view: parseAsString,
};

/** What the reader of a trace chose: span, search and view are in the URL, folding is not. */
export function useTraceView(tree: SpanTree) {
  const [url, setUrl] = useQueryStates(parsers, { history: "replace" });
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(() => new Set());
  const whole: TimeSegment = useMemo(
    () => ({ fromMs: tree.startMs, toMs: Math.max(tree.endMs, tree.startMs + 0.001) }),
    [tree],
  );
  const view = useMemo(
    () => (url.view === null ? whole : (parseView(url.view, whole) ?? whole)),
    [url.view, whole],
  );
  const rows = useMemo(() => listRows(tree, collapsed), [tree, collapsed]);
  const matches = useMemo(() => searchSpans(tree.nodes, url.find), [tree, url.find]);
  const matchSet = useMemo(() => new Set(matches), [matches]);

  const select = (key: string | null) => {
    if (key !== null) setCollapsed((now) => revealKey(tree, now, key));
    void setUrl({ span: key });
  };
  const toggle = (key: string) =>
    setCollapsed((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return {
    rows,
    matches,
    matchSet,
    view,
    whole,
    zoomed: view !== whole,
    selected: url.span,
    find: url.find,
    select,
    toggle,
    setFind: (find: string) => void setUrl({ find: find === "" ? null : find }),
    setView: (next: TimeSegment | null) =>
      void setUrl({ view: next === null ? null : formatView(next) }),
    goToMatch: (direction: 1 | -1) => {
      const key = nextMatch(tree.nodes, matches, url.span, direction);
      if (key !== null) select(key);
    },
    foldAll: () => setCollapsed(listInnerKeys(tree)),
    unfoldAll: () => setCollapsed(new Set<string>()),
    folded: collapsed.size > 0,
    /** Does what a key press means; false where it means nothing here. */
    press: (key: string): boolean => {
      const step = stepByKey(rows, url.span, key);
      if (step === null) return false;
      if (step.expand !== undefined) toggle(step.expand);
      else if (step.collapse !== undefined) toggle(step.collapse);
      else void setUrl({ span: step.key });
      return true;
    },
  };
}

/** What `useTraceView` gives. */
export type TraceView = ReturnType<typeof useTraceView>;
