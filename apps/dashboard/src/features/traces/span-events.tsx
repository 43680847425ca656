import type { Span } from "@headroom/contracts";
import { AttributeTable } from "@/components/filters/attribute-table";
import { CodeBlock } from "@/components/ui/code-block";
import { formatDurationMs } from "@/format/unit";
import { eventOffsetMs, readException, type ReportedException } from "./exceptions";

/** The events of a span; exceptions with their stack trace. */
export function SpanEvents({ span }: { span: Span }) {
  if (span.events.length === 0) {
    return <p className="text-xs text-muted-foreground">This span has no events.</p>;
  }
  return (
    <ol className="flex flex-col gap-3">
      {span.events.map((event, index) => {
        const exception = readException(event);
        const offsetMs = eventOffsetMs(event, span);
        return (
          // Events have no id, and their order is fixed.
          <li key={`${event.time}${index}`} className="min-w-0 rounded-md border p-2">
            <p className="flex items-baseline gap-2 text-xs">
              <span className="font-medium break-words">{event.name}</span>
              {offsetMs !== null && (
                <span className="ml-auto whitespace-nowrap text-muted-foreground">
                  +{formatDurationMs(offsetMs)}
                </span>
              )}
            </p>
            {exception !== null && <Exception exception={exception} />}
            {Object.keys(exception?.rest ?? event.attributes).length > 0 && (
              <AttributeTable
                attributes={exception?.rest ?? event.attributes}
                label={`Attributes of ${event.name}`}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Exception({ exception }: { exception: ReportedException }) {
  return (
    <div className="flex flex-col gap-2 py-1">
      <p className="text-sm break-words">
        <span className="font-medium text-critical">{exception.type}</span>
        {exception.message !== "" && <>: {exception.message}</>}
      </p>
      {exception.stacktrace !== "" && (
        <CodeBlock
          code={exception.stacktrace}
          label="Copy stack trace"
          className="max-h-80 overflow-y-auto"
        />
      )}
    </div>
  );
}
