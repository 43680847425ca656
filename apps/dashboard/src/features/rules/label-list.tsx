import { cn } from "@/components/ui/class-names";

/** Labels as `key=value` chips that wrap; nothing where there are none. */
export function LabelList({
  labels,
  className,
}: {
  labels: Readonly<Record<string, string>>;
  className?: string;
}) {
  const entries = Object.entries(labels);
  if (entries.length === 0) return null;
  return (
    <ul className={cn("flex min-w-0 flex-wrap gap-1", className)} aria-label="Labels">
      {entries.map(([key, value]) => (
        <li
          key={key}
          className="max-w-full rounded border px-1.5 font-mono text-2xs break-all text-muted-foreground"
        >
          {key}=<span className="text-foreground">{value}</span>
        </li>
      ))}
    </ul>
  );
}
