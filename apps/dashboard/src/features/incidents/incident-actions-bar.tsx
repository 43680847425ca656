"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { Check, CircleCheck, MessageSquarePlus, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";
import { ActionDialog } from "./action-dialog";
import { allowsAction, type IncidentAction } from "./incident-actions";
import type { Responder } from "./responder";
import { useIncidentAction } from "./use-incident-action";
import { usePageKeys } from "./use-page-keys";

/**
 * Acknowledge, take back and resolve, with `a` and `r`. Acknowledging is one press once the name is
 * known; the other two ask first. On phones the bar stands at the bottom of the window.
 */
export function IncidentActionsBar({
  incident,
  responder,
}: {
  incident: IncidentDetail;
  responder: Responder;
}) {
  const [asking, setAsking] = useState<IncidentAction | null>(null);
  const act = useIncidentAction(incident.id, responder);
  const { status } = incident;
  const acknowledge = () =>
    responder.name === ""
      ? setAsking("acknowledge")
      : act.mutate({ action: "acknowledge", note: "" });
  usePageKeys([
    {
      keys: "a",
      label: "Acknowledge",
      run: allowsAction(status, "acknowledge") ? acknowledge : null,
    },
    {
      keys: "r",
      label: "Resolve",
      run: allowsAction(status, "resolve") ? () => setAsking("resolve") : null,
    },
  ]);
  const wide = "max-md:h-11 max-md:flex-1 max-md:text-base";
  return (
    <>
      {status !== "resolved" && (
        <div
          role="group"
          aria-label="Actions"
          className="z-20 flex items-center gap-2 max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:border-t max-md:bg-surface max-md:p-2"
        >
          {allowsAction(status, "acknowledge") && (
            <>
              <Button variant="primary" className={wide} onClick={acknowledge}>
                <Check /> Acknowledge <Kbd className="max-md:hidden">A</Kbd>
              </Button>
              <Tooltip content="Acknowledge with a note">
                <Button
                  size="icon"
                  aria-label="Acknowledge with a note"
                  className="max-md:size-11"
                  onClick={() => setAsking("acknowledge")}
                >
                  <MessageSquarePlus />
                </Button>
              </Tooltip>
            </>
          )}
          {allowsAction(status, "unacknowledge") && (
            <Button className={wide} onClick={() => setAsking("unacknowledge")}>
              <Undo2 /> Un-acknowledge
            </Button>
          )}
          <Button
            variant={status === "acknowledged" ? "primary" : "secondary"}
            className={cn(wide)}
            onClick={() => setAsking("resolve")}
          >
            <CircleCheck /> Resolve <Kbd className="max-md:hidden">R</Kbd>
          </Button>
        </div>
      )}
      {asking !== null && (
        <ActionDialog
          action={asking}
          incident={incident}
          responder={responder}
          onClose={() => setAsking(null)}
          onConfirm={(note) => act.mutate({ action: asking, note })}
        />
      )}
    </>
  );
}
