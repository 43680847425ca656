"use client";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import type { Save } from "./use-save";

/** A dialog around a form: the problem of saving above its fields, Cancel and Save below. */
export function FormDialog({
  title,
  save,
  className,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  save: Pick<Save, "busy" | "problem">;
  className?: string;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} {...(className === undefined ? {} : { className })}>
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void onSubmit();
          }}
        >
          {save.problem !== null && <Alert tone="critical" title={save.problem} />}
          {children}
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={save.busy}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
