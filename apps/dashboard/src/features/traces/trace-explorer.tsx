"use client";
import type { Trace } from "@headroom/contracts";
import {
  ChevronDown,
  ChevronUp,
  FoldVertical,
  Hourglass,
  UnfoldVertical,
  ZoomOut,
} from "lucide-react";
import { SearchField } from "@/components/filters/search-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { formatDurationMs, formatRatio } from "@/format/unit";
import { useIsWide } from "./use-is-wide";
import { SpanPanel } from "./span-panel";
import { TraceMinimap } from "./trace-minimap";
import type { TraceModel } from "./trace-model";
import { useTraceView, type TraceView } from "./trace-view-state";
import { Waterfall } from "./waterfall";

/** Minimap, waterfall and the chosen span: beside it on wide screens, else in a sheet. */
export function TraceExplorer({ trace, model }: { trace: Trace; model: TraceModel }) {
  const view = useTraceView(model.tree);
  const wide = useIsWide();
  const node = view.selected === null ? undefined : model.tree.byKey.get(view.selected);
  const shown = node ?? (wide ? model.main : undefined);
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_25rem] xl:grid-cols-[minmax(0,1fr)_29rem]">
      <Card>
        <Toolbar view={view} model={model} />
        <div className="px-2 pb-2">
          <TraceMinimap model={model} view={view} />
        </div>
        <Waterfall model={model} view={view} />
        <p className="flex flex-wrap gap-x-4 border-t px-2 py-1.5 text-2xs text-muted-foreground">
          <span>Full colour: own work. Pale: waiting for children.</span>
          <span className="inline-flex items-center gap-1">
            <span className="h-0.5 w-4 bg-foreground" /> Critical path
          </span>
          <span className="max-md:hidden">Arrow keys move and fold.</span>
        </p>
      </Card>
      {wide ? (
        <Card
          aria-label="Span"
          className="sticky top-14 max-h-[calc(100dvh-4.5rem)] overflow-y-auto p-3"
        >
          {shown === undefined ? null : (
            <>
              <h2 className="pb-2 text-sm font-semibold break-words">{shown.span.name}</h2>
              <SpanPanel key={shown.key} node={shown} trace={trace} model={model} />
            </>
          )}
        </Card>
      ) : (
        <Sheet open={node !== undefined} onOpenChange={(open) => !open && view.select(null)}>
          {node !== undefined && (
            <SheetContent title={node.span.name} side="bottom" className="h-[85dvh]">
              <SpanPanel key={node.key} node={node} trace={trace} model={model} />
            </SheetContent>
          )}
        </Sheet>
      )}
    </div>
  );
}

function Toolbar({ view, model }: { view: TraceView; model: TraceModel }) {
  const at = view.selected === null ? -1 : view.matches.indexOf(view.selected);
  return (
    <div className="flex flex-wrap items-center gap-1.5 p-2">
      <SearchField
        className="min-w-40 flex-1 sm:max-w-xs"
        label="Search in this trace"
        value={view.find}
        onSearch={view.setFind}
        onEnter={view.goToMatch}
      />
      {view.find !== "" && (
        <>
          <span role="status" className="text-xs text-muted-foreground">
            {view.matches.length === 0
              ? "No match"
              : `${at < 0 ? "–" : at + 1} of ${view.matches.length}`}
          </span>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Previous match"
            disabled={view.matches.length === 0}
            onClick={() => view.goToMatch(-1)}
          >
            <ChevronUp />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Next match"
            disabled={view.matches.length === 0}
            onClick={() => view.goToMatch(1)}
          >
            <ChevronDown />
          </Button>
        </>
      )}
      <BusiestButton view={view} model={model} />
      <div className="ml-auto flex gap-1.5">
        {view.zoomed && (
          <Button size="sm" onClick={() => view.setView(null)}>
            <ZoomOut /> Whole trace
          </Button>
        )}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={view.folded ? "Unfold all" : "Fold all"}
          title={view.folded ? "Unfold all" : "Fold all"}
          onClick={view.folded ? view.unfoldAll : view.foldAll}
        >
          {view.folded ? <UnfoldVertical /> : <FoldVertical />}
        </Button>
      </div>
    </div>
  );
}

/** Leads to where the time went. */
function BusiestButton({ view, model }: { view: TraceView; model: TraceModel }) {
  const { busiest, tree } = model;
  if (busiest === undefined || tree.nodes.length < 3) return null;
  const { span } = busiest.node;
  return (
    <Button
      size="sm"
      className="max-w-full min-w-0 shrink"
      title="The span that the trace waited for longest"
      onClick={() => view.select(busiest.node.key)}
    >
      <Hourglass />
      <span className="min-w-0 truncate">
        {span.service} <span className="font-normal">{span.name}</span>
      </span>
      <span className="font-normal whitespace-nowrap text-muted-foreground">
        {formatDurationMs(busiest.pathMs)}, {formatRatio(busiest.share)}
      </span>
    </Button>
  );
}
