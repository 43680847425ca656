import type { PatternRecord } from "@headroom/contracts";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { evidenceSourceWords, groupEvidence } from "./limit-words";

/** Which telemetry shows a pattern: exact names by kind, and how they are read. */
export function RecordEvidence({ record }: { record: PatternRecord }) {
  return (
    <Card>
      <CardHeader
        title="How it is recognised"
        description={
          record.isRecognisable
            ? "Send any of these and Headroom looks for the pattern"
            : "Headroom does not look for this pattern yet; these signals would show it"
        }
      />
      <CardContent className="flex flex-col gap-3">
        <p className="max-w-prose">{record.detect}</p>
        {record.variants.length > 0 && (
          <dl className="flex flex-col gap-1 text-xs">
            {record.variants.map(({ name, signature }) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="font-medium">{name}</dt>
                <dd className="min-w-0 text-muted-foreground">{signature}</dd>
              </div>
            ))}
          </dl>
        )}
        {groupEvidence(record.evidence).map(({ kind, title, items }) => (
          <section key={kind} aria-label={title}>
            <h3 className="text-xs font-semibold">{title}</h3>
            <ul className="mt-1 flex flex-col gap-2">
              {items.map(({ names, source, note }, index) => (
                <li key={`${source} ${index}`} className="text-xs">
                  <p className="text-2xs text-muted-foreground">
                    {evidenceSourceWords[source] ?? source}
                    {note !== null && ` – ${note}`}
                  </p>
                  {kind === "trace-shape" ? (
                    <p>{names.join("; ")}</p>
                  ) : (
                    <p className="flex flex-wrap gap-1">
                      {names.map((name) => (
                        <code
                          key={name}
                          className="rounded bg-muted px-1.5 py-0.5 font-mono text-2xs break-all"
                        >
                          {name}
                        </code>
                      ))}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </CardContent>
    </Card>
  );
}
