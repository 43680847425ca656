import { CopyButton } from "./copy-button";
import { cn } from "./class-names";

/** Text to copy, in the mono font, with a copy button. */
export function CodeBlock({
  code,
  label = "Copy",
  className,
}: {
  code: string;
  label?: string;
  className?: string;
}) {
  return (
    <div className={cn("relative min-w-0 rounded-md border bg-muted/60", className)}>
      <pre className="px-3 py-2 pr-10 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
        {code}
      </pre>
      <div className="absolute top-1 right-1">
        <CopyButton text={code} label={label} />
      </div>
    </div>
  );
}
