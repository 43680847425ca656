import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { CodeBlock } from "./code-block";

/** Says that there is nothing, why, and what to do next; `command` can be copied. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  command,
  action,
  className,
}: {
  icon?: LucideIcon;
  title: string;
  description?: ReactNode;
  command?: string;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex flex-col items-center gap-2 px-4 py-8 text-center", className)}>
      {Icon !== undefined && <Icon className="size-5 text-muted-foreground" aria-hidden />}
      <p className="font-medium">{title}</p>
      {description !== undefined && (
        <div className="max-w-prose text-xs text-muted-foreground">{description}</div>
      )}
      {command !== undefined && (
        <CodeBlock code={command} label="Copy command" className="mt-1 max-w-full text-left" />
      )}
      {action !== undefined && (
        <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  );
}
