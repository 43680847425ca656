"use client";
import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Segmented } from "@/features/rules/segmented";
import { Page } from "@/shell/page";
import { CatalogueView } from "./catalogue-view";
import { catalogueQuery, patternsQuery } from "./pattern-queries";
import { PatternsFilters } from "./patterns-filters";
import { NO_FILTER, usePatternsState } from "./patterns-state";
import { RecognisedView } from "./recognised-view";

const VIEWS = [
  { value: "services", label: "By service" },
  { value: "matrix", label: "Matrix" },
  { value: "catalogue", label: "Whole catalogue" },
] as const;

/** Which scaling patterns services use and how healthy they are; also the whole catalogue. */
export function PatternsPage() {
  const [state, setState] = usePatternsState();
  const overview = useQuery(patternsQuery());
  const catalogue = useQuery(catalogueQuery());
  const items = catalogue.data?.items;
  return (
    <Page
      title="Scaling patterns"
      description={
        state.view === "catalogue"
          ? `${items === undefined ? "All" : items.length} patterns that Headroom knows, and who uses them`
          : "What each service scales by, recognised from its telemetry, worst first"
      }
      actions={
        <Segmented
          label="View"
          value={state.view}
          options={VIEWS}
          onChange={(view) => void setState({ view })}
        />
      }
    >
      <PatternsFilters
        state={state}
        setState={setState}
        overview={overview.data}
        records={items ?? []}
      />
      {state.view !== "catalogue" ? (
        <RecognisedView
          overview={overview}
          records={items ?? []}
          state={state}
          setState={setState}
        />
      ) : items === undefined ? (
        <Card>
          {catalogue.isError ? (
            <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />
          ) : (
            <SkeletonRows rows={12} />
          )}
        </Card>
      ) : (
        <CatalogueView
          records={items}
          overview={overview.data}
          family={state.family}
          q={state.q}
          onClear={() => void setState(NO_FILTER)}
        />
      )}
    </Page>
  );
}
