"use client";
import type { IncidentDetail, IncidentEvent } from "@headroom/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/api/client";
import { queryKey } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { formatAgo, formatInstant } from "@/format/instant";
import { eventTone, eventWords } from "./incident-words";
import type { Responder } from "./responder";

const dots = {
  critical: "bg-critical",
  warning: "bg-warning",
  ok: "bg-ok",
  neutral: "bg-input",
} as const;

/** What happened to an incident, newest first, with a box to write into it. */
export function IncidentTimeline({
  incident,
  responder,
  nowMs,
}: {
  incident: IncidentDetail;
  responder: Responder;
  nowMs: number;
}) {
  const events = incident.timeline.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Card>
      <CardHeader title="Timeline" />
      <CardContent className="flex flex-col gap-3">
        <CommentBox incidentId={incident.id} responder={responder} />
        <ol className="flex flex-col gap-2.5" aria-label="Timeline, newest first">
          {events.map((event) => (
            <TimelineEntry key={event.id} event={event} nowMs={nowMs} />
          ))}
        </ol>
      </CardContent>
    </Card>
  );
}

function TimelineEntry({ event, nowMs }: { event: IncidentEvent; nowMs: number }) {
  const atMs = Date.parse(event.at);
  const tone = eventTone(event.type);
  const dot = tone in dots ? dots[tone as keyof typeof dots] : dots.neutral;
  return (
    <li className="grid grid-cols-[0.5rem_minmax(0,1fr)] gap-x-2.5">
      <span className={cn("mt-1.5 size-2 rounded-full", dot)} aria-hidden />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium">{eventWords[event.type]}</span>
          {event.actor !== null && <span className="text-xs">by {event.actor}</span>}
          <time
            dateTime={event.at}
            title={formatInstant(atMs)}
            className="ml-auto text-xs whitespace-nowrap text-muted-foreground"
          >
            {formatAgo(atMs, nowMs)}
          </time>
        </p>
        {event.message !== "" && event.message !== eventWords[event.type] && (
          <p
            className={cn(
              "text-xs break-words whitespace-pre-wrap",
              event.type === "commented"
                ? "rounded-md bg-muted px-2 py-1"
                : "text-muted-foreground",
            )}
          >
            {event.message}
          </p>
        )}
      </div>
    </li>
  );
}

function CommentBox({ incidentId, responder }: { incidentId: string; responder: Responder }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: () =>
      call("commentIncident", {
        params: { id: incidentId },
        body: {
          text: text.trim(),
          ...(responder.signedIn || responder.name.trim() === ""
            ? {}
            : { by: responder.name.trim() }),
        },
      }),
    onSuccess: (answer) => {
      setText("");
      client.setQueryData(queryKey("getIncident", { params: { id: incidentId } }), answer);
    },
    onError: (error) => toast.error("The comment was not saved", { description: error.message }),
  });
  const submit = () => {
    if (text.trim() !== "" && !send.isPending) send.mutate();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        aria-label="Comment"
        placeholder="What did you find or do? Ctrl-Enter adds it."
        className="min-h-14"
        value={text}
        maxLength={5_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      />
      <div className="flex items-center justify-end gap-2">
        {!responder.signedIn && (
          <Input
            aria-label="Your name"
            placeholder="Your name"
            className="h-7 w-40 text-xs"
            autoComplete="name"
            maxLength={200}
            value={responder.name}
            onChange={(event) => responder.remember(event.target.value)}
          />
        )}
        <Button type="submit" size="sm" disabled={text.trim() === "" || send.isPending}>
          {send.isPending ? "Adding…" : "Add comment"}
        </Button>
      </div>
    </form>
  );
}
