"use client";
import { useIsFetching } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { refreshIds, type RefreshId } from "./refresh";
import { useTimeRange } from "./time-range";

const OPTIONS = refreshIds.map((id) => ({ value: id, label: id === "off" ? "Off" : id }));

/** Refresh now, and how often a live range refreshes by itself. */
export function RefreshControl() {
  const range = useTimeRange();
  const fetching = useIsFetching() > 0;
  return (
    <div className="flex shrink-0 items-center">
      <Button
        size="icon"
        aria-label="Refresh now"
        title="Refresh now (r)"
        onClick={range.refreshNow}
        className="rounded-r-none"
      >
        <RotateCw className={cn(fetching && "animate-spin")} />
      </Button>
      <Select<RefreshId>
        aria-label="Refresh every"
        value={range.live ? range.refresh : "off"}
        onValueChange={range.setRefresh}
        options={OPTIONS}
        disabled={!range.live}
        className="-ml-px rounded-l-none border-border text-xs"
      />
    </div>
  );
}
