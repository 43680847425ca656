import { CopyButton } from "@/components/ui/copy-button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";

const SHOWN_VALUES = 5;

/** Resource attributes of a service with the values seen in the range. */
export function ResourceCard({
  attributes,
}: {
  attributes: Readonly<Record<string, readonly string[]>>;
}) {
  const entries = Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Card>
      <CardHeader title="Resource attributes" />
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-xs text-muted-foreground">None in this range.</p>
        ) : (
          <dl className="max-h-80 overflow-y-auto text-xs">
            {entries.map(([key, values]) => (
              <div
                key={key}
                className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-3 border-t py-1 first:border-t-0"
              >
                <dt className="py-1 font-mono break-words text-muted-foreground">{key}</dt>
                <dd className="py-1 font-mono break-words">
                  {values.slice(0, SHOWN_VALUES).join(", ")}
                  {values.length > SHOWN_VALUES && (
                    <span className="text-muted-foreground">
                      {" "}
                      +{values.length - SHOWN_VALUES} more
                    </span>
                  )}
                </dd>
                <dd>
                  <CopyButton text={values.join(", ")} label={`Copy ${key}`} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </CardContent>
    </Card>
  );
}
