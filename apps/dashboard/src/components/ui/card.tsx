import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

/** A bordered surface. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border bg-surface", className)} {...props} />;
}

/** The head of a card: title, an explaining line, and actions at the right. */
export function CardHeader({
  title,
  description,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header
      className={cn("flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2.5 pb-2", className)}
    >
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-semibold">{title}</h2>
        {description !== undefined && (
          <p className="text-xs text-muted-foreground">{description}</p>
        )}
      </div>
      {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The padded body of a card. */
export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("px-3 pb-3", className)} {...props} />;
}
