"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { IncidentAction } from "./incident-actions";
import type { Responder } from "./responder";

const wording: Readonly<Record<IncidentAction, { title: string; does: string; button: string }>> = {
  acknowledge: {
    title: "Acknowledge",
    does: "You have seen it and work on it. Escalation stops.",
    button: "Acknowledge",
  },
  unacknowledge: {
    title: "Take the acknowledgement back",
    does: "The incident is open again and escalation starts over.",
    button: "Take back",
  },
  resolve: {
    title: "Resolve",
    does: "The incident ends and everybody who was told hears so. If the rule still fires, it stays quiet until it fires anew.",
    button: "Resolve",
  },
};

/** Asks for a note, and for a name where nobody is signed in, before an action. */
export function ActionDialog({
  action,
  incident,
  responder,
  onClose,
  onConfirm,
}: {
  action: IncidentAction;
  incident: Pick<IncidentDetail, "number" | "title">;
  responder: Responder;
  onClose: () => void;
  onConfirm: (note: string) => void;
}) {
  const [note, setNote] = useState("");
  const words = wording[action];
  const confirm = () => {
    onConfirm(note);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`${words.title}: #${incident.number} ${incident.title}`}
        description={words.does}
      >
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            confirm();
          }}
        >
          <Field label="Note" optional hint="Goes into the timeline.">
            {(control) => (
              <Textarea
                {...control}
                value={note}
                maxLength={5_000}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          {!responder.signedIn && (
            <Field label="Your name" optional hint="Remembered in this browser.">
              {(control) => (
                <Input
                  {...control}
                  value={responder.name}
                  maxLength={200}
                  autoComplete="name"
                  onChange={(event) => responder.remember(event.target.value)}
                />
              )}
            </Field>
          )}
          <div className="flex items-center justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              {words.button} <Kbd className="max-md:hidden">Ctrl ⏎</Kbd>
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
