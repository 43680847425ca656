import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

/** The body of a page: its one `h1`, a line under it, actions at the right, then the content. */
export function Page({
  title,
  description,
  actions,
  className,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("mx-auto flex w-full max-w-[110rem] flex-col gap-3 p-3 md:p-4", className)}>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-base font-semibold break-words">{title}</h1>
          {description !== undefined && (
            <div className="text-xs text-muted-foreground">{description}</div>
          )}
        </div>
        {actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        )}
      </div>
      {children}
    </div>
  );
}
