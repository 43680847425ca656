import { Skeleton } from "@/components/ui/skeleton";
import { Page } from "@/shell/page";

/** The place of the editor while a rule loads. */
export function EditorSkeleton({ title }: { title: string }) {
  return (
    <Page title={title}>
      <div
        role="status"
        aria-label="Loading"
        className="grid gap-3 xl:grid-cols-[minmax(0,3fr)_minmax(24rem,2fr)]"
      >
        <Skeleton className="h-48" />
        <Skeleton className="h-72" />
        <Skeleton className="h-48" />
      </div>
    </Page>
  );
}
