import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A dense table that scrolls sideways inside its own box. Give it an `aria-label` or a caption. */
export function Table({
  className,
  containerClassName,
  ...props
}: ComponentProps<"table"> & { containerClassName?: string }) {
  return (
    <div className={cn("relative w-full overflow-x-auto", containerClassName)}>
      <table className={cn("w-full border-collapse text-sm", className)} {...props} />
    </div>
  );
}

/** Rows of column heads. */
export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("text-xs text-muted-foreground", className)} {...props} />;
}

/** Rows of data. */
export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

/** One row; `interactive` gives it a hover background. */
export function TableRow({
  className,
  interactive = false,
  ...props
}: ComponentProps<"tr"> & { interactive?: boolean }) {
  return (
    <tr
      className={cn("border-b last:border-b-0", interactive && "hover:bg-muted/60", className)}
      {...props}
    />
  );
}

/** A cell; `numeric` aligns it right. */
export function TableCell({
  className,
  numeric = false,
  ...props
}: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      className={cn(
        "h-8 px-3 py-1 align-middle",
        numeric && "text-right whitespace-nowrap",
        className,
      )}
      {...props}
    />
  );
}

/** A column head; with `onSort` it is a button and tells its order to screen readers. */
export function TableHead({
  className,
  numeric = false,
  sorted,
  onSort,
  children,
  ...props
}: ComponentProps<"th"> & {
  numeric?: boolean;
  sorted?: "ascending" | "descending" | undefined;
  onSort?: () => void;
}) {
  const Arrow = sorted === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      {...(sorted === undefined ? {} : { "aria-sort": sorted })}
      className={cn(
        "h-8 border-b px-3 text-left font-medium whitespace-nowrap",
        numeric && "text-right",
        className,
      )}
      {...props}
    >
      {onSort === undefined ? (
        children
      ) : (
        <button
          type="button"
          onClick={onSort}
          className={cn(
            "inline-flex items-center gap-1 hover:text-foreground",
            numeric && "flex-row-reverse",
            sorted !== undefined && "text-foreground",
          )}
        >
          {children}
          <Arrow className={cn("size-3", sorted === undefined && "invisible")} aria-hidden />
        </button>
      )}
    </th>
  );
}
