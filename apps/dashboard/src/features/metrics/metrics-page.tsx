"use client";
import { ArrowLeft } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Page } from "@/shell/page";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { MetricCatalogue } from "./metric-catalogue";
import { MetricExplorer } from "./metric-explorer";
import { useMetricState } from "./metric-state";

/** The catalogue of metrics, or one of them where the URL names it. */
export function MetricsPage() {
  const [state, setState] = useMetricState();
  const { metric } = state;
  if (metric === null) {
    return (
      <Page title="Metrics">
        <MetricCatalogue state={state} setState={setState} />
      </Page>
    );
  }
  return (
    <Page
      title={<span className="font-mono text-sm break-all">{metric}</span>}
      actions={
        <Button asChild variant="ghost">
          <RangeLink href={hrefTo("/metrics", { q: state.q, service: state.service })}>
            <ArrowLeft /> All metrics
          </RangeLink>
        </Button>
      }
    >
      <MetricExplorer key={metric} name={metric} state={state} setState={setState} />
    </Page>
  );
}
