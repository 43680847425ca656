"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";

/**
 * Asks before unsaved changes are left: the browser asks on closing or reloading, the returned
 * dialog on a click on a link of the application. Render what it returns.
 */
export function useUnsavedGuard(dirty: boolean): ReactNode {
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const hold = (event: MouseEvent) => {
      const href = leadingAway(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(href);
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", hold, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", hold, { capture: true });
    };
  }, [dirty]);
  return (
    <Dialog open={target !== null} onOpenChange={(open) => !open && setTarget(null)}>
      <DialogContent
        title="Leave without saving?"
        description="Your changes are not saved. This tab keeps them until you close it."
      >
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="primary">Stay</Button>
          </DialogClose>
          <Button
            variant="danger"
            onClick={() => {
              if (target !== null) router.push(target);
              setTarget(null);
            }}
          >
            Leave
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** Where a click leads, if that is another page of the application in this tab; else null. */
function leadingAway(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return null;
  const url = new URL(link.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) {
    return null;
  }
  return url.pathname + url.search + url.hash;
}
