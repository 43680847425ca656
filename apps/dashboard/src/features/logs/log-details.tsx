"use client";
import type { AttributeFilter, LogRecord } from "@headroom/contracts";
import { Braces, Clock, Filter, FilterX, Waypoints } from "lucide-react";
import { AttributeTable } from "@/components/filters/attribute-table";
import { addFilter } from "@/components/filters/filter-list";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { toast } from "@/components/ui/toast";
import { formatPrecise } from "@/format/instant";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { CLEARED_SEARCH, type LogSearch, type SetLogSearch } from "./log-search-state";
import { prettyBody, recordJson, windowAround } from "./log-text";

/** All of a record: body, attributes with filters, links to trace and span, what happened around. */
export function LogDetails({
  record,
  search,
  setSearch,
}: {
  record: LogRecord;
  search: LogSearch;
  setSearch: SetLogSearch;
}) {
  const filterBy = (filter: AttributeFilter) =>
    void setSearch({ filters: addFilter(search.filters, filter) });
  const actions = (prefix: string) => (key: string, value: string) => (
    <FilterButtons name={`${prefix}${key}`} value={value} onFilter={filterBy} />
  );
  return (
    <div className="@container flex min-w-0 flex-col gap-3 px-3 pt-1 pb-3 md:pl-8">
      <DetailActions record={record} setSearch={setSearch} />
      {record.body !== "" && (
        <CodeBlock
          code={prettyBody(record.body)}
          label="Copy body"
          className="max-h-96 overflow-y-auto bg-surface"
        />
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-2xs text-muted-foreground">
        <span>Time {formatPrecise(record.time)}</span>
        <span>Observed {formatPrecise(record.observedTime)}</span>
        <span>
          Severity {record.severityText || "not sent"} ({record.severityNumber})
        </span>
        {record.eventName !== "" && <span>Event {record.eventName}</span>}
        {record.scopeName !== "" && <span>Scope {record.scopeName}</span>}
      </p>
      <div className="grid min-w-0 gap-x-6 gap-y-3 @3xl:grid-cols-2">
        <section className="@container min-w-0">
          <h3 className="pb-1 text-xs font-medium">Attributes</h3>
          <AttributeTable
            attributes={record.attributes}
            label="Log attributes"
            actions={actions("")}
            emptyText="This record has no attributes."
          />
        </section>
        <section className="@container min-w-0">
          <h3 className="pb-1 text-xs font-medium">Resource</h3>
          <AttributeTable
            attributes={record.resourceAttributes}
            label="Resource attributes"
            actions={actions("resource.")}
            emptyText="Its resource has no attributes."
          />
        </section>
      </div>
    </div>
  );
}

function DetailActions({ record, setSearch }: { record: LogRecord; setSearch: SetLogSearch }) {
  const { setRange } = useTimeRange();
  const around = windowAround(record.time);
  return (
    <div className="flex flex-wrap gap-2">
      {record.traceId !== "" && (
        <Button size="sm" asChild>
          <RangeLink href={hrefTo(`/traces/${record.traceId}`, { span: record.spanId })}>
            <Waypoints /> {record.spanId === "" ? "Open trace" : "Open trace at this span"}
          </RangeLink>
        </Button>
      )}
      {around !== null && (
        <Button
          size="sm"
          title="The minute before and after, from this service, without other conditions"
          onClick={() => {
            void setSearch({
              ...CLEARED_SEARCH,
              service: record.service || null,
              at: record.time,
            });
            setRange(around);
          }}
        >
          <Clock /> Show around this
        </Button>
      )}
      <Button
        size="sm"
        onClick={() =>
          void navigator.clipboard
            .writeText(recordJson(record))
            .then(() => toast.success("Record copied as JSON"))
        }
      >
        <Braces /> Copy JSON
      </Button>
    </div>
  );
}

function FilterButtons({
  name,
  value,
  onFilter,
}: {
  name: string;
  value: string;
  onFilter: (filter: AttributeFilter) => void;
}) {
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        title="Only records with this value"
        aria-label={`Only records where ${name} is ${value}`}
        onClick={() => onFilter({ key: name, op: "=", value })}
      >
        <Filter />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        title="Leave out records with this value"
        aria-label={`Leave out records where ${name} is ${value}`}
        onClick={() => onFilter({ key: name, op: "!=", value })}
      >
        <FilterX />
      </Button>
    </>
  );
}
