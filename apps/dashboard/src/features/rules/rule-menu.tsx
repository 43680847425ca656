"use client";
import type { Rule } from "@headroom/contracts";
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { describeCounts } from "./rule-state";
import { useRuleChanges } from "./use-rule-changes";

/** Menu of a rule: edit, duplicate, delete after asking. */
export function RuleMenu({ rule, onDeleted }: { rule: Rule; onDeleted?: () => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { remove } = useRuleChanges(rule);
  const counts = describeCounts(rule);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${rule.definition.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => router.push(`/alerts/rules/${rule.id}`)}>
            <Pencil /> Edit
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => router.push(`/alerts/rules/new?duplicate=${rule.id}`)}>
            <Copy /> Duplicate
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => setAsking(true)}>
            <Trash2 /> Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog open={asking} onOpenChange={setAsking}>
        <DialogContent
          title={`Delete “${rule.definition.name}”?`}
          description={
            counts === ""
              ? "It is not evaluated any more and nobody is told. This cannot be undone."
              : `Its alerts (${counts}) go with it, and nobody is told. This cannot be undone.`
          }
        >
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button>Keep it</Button>
            </DialogClose>
            <Button
              variant="danger"
              disabled={remove.isPending}
              onClick={() =>
                remove.mutate(undefined, {
                  onSuccess: () => {
                    setAsking(false);
                    onDeleted?.();
                  },
                })
              }
            >
              {remove.isPending ? "Deleting…" : "Delete rule"}
            </Button>
          </div>
        </DialogContent>
      </Dialog>
    </>
  );
}
