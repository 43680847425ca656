import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Any path that is no page. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title="There is no page at this address"
        description="The link may be old, or what it showed was deleted."
        action={
          <Button asChild>
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      />
    </main>
  );
}
