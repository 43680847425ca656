import type { Span } from "@headroom/contracts";
import { AttributeTable } from "@/components/filters/attribute-table";
import { RangeLink } from "@/time/range-link";
import { hrefTo } from "@/time/range-href";

/** Spans of other traces that this one refers to. */
export function SpanLinks({ links }: { links: Span["links"] }) {
  if (links.length === 0) {
    return <p className="text-xs text-muted-foreground">This span links to no other span.</p>;
  }
  return (
    <ul className="flex flex-col gap-3">
      {links.map((link) => (
        <li key={`${link.traceId}${link.spanId}`} className="min-w-0 rounded-md border p-2">
          <RangeLink
            href={hrefTo(`/traces/${link.traceId}`, { span: link.spanId })}
            className="font-mono text-2xs break-all text-accent hover:underline"
          >
            {link.traceId} / {link.spanId}
          </RangeLink>
          {Object.keys(link.attributes).length > 0 && (
            <AttributeTable attributes={link.attributes} label="Link attributes" />
          )}
        </li>
      ))}
    </ul>
  );
}
