"use client";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { KeyList } from "./command-palette";
import type { Shortcut } from "./key-sequence";

/** The list of keyboard shortcuts (`?`). */
export function ShortcutHelp({
  open,
  onOpenChange,
  shortcuts,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  shortcuts: readonly Shortcut[];
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts">
        <dl className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
          {[{ keys: "Ctrl K", label: "Search" }, ...shortcuts].map(({ keys, label }) => (
            <div key={keys} className="flex items-center justify-between gap-3">
              <dt className="text-muted-foreground">{label}</dt>
              <dd>
                <KeyList keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}
