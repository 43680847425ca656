"use client";
import type { Channel } from "@headroom/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { call } from "@/api/client";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ChannelDialog } from "./channel-dialog";
import { channelTarget, channelTypes } from "./channel-draft";
import { ChannelTest } from "./channel-test";
import { ConfirmDialog } from "./confirm-dialog";

type Open = { kind: "new" } | { kind: "edit" | "delete"; channel: Channel } | null;

/** The list of channels with test, edit and delete. */
export function ChannelsTab() {
  const channels = useQuery(apiQuery("listChannels"));
  const [open, setOpen] = useState<Open>(null);
  const client = useQueryClient();
  const close = () => setOpen(null);
  const create = (
    <Button variant="primary" onClick={() => setOpen({ kind: "new" })}>
      <Plus /> New channel
    </Button>
  );
  return (
    <Card>
      <CardHeader
        title="Channels"
        description="Where notifications go. Rules and escalation policies name them."
        actions={create}
      />
      {channels.isPending ? (
        <SkeletonRows rows={4} />
      ) : channels.data === undefined ? (
        <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />
      ) : channels.data.items.length === 0 ? (
        <EmptyState
          icon={BellRing}
          title="No channels yet"
          description="Create one, send a test, then choose it in a rule or an escalation policy."
          action={create}
        />
      ) : (
        <ul>
          {channels.data.items.map((channel) => (
            <ChannelItem
              key={channel.id}
              channel={channel}
              onOpen={(kind) => setOpen({ kind, channel })}
            />
          ))}
        </ul>
      )}
      {open?.kind === "new" && <ChannelDialog channel={null} onClose={close} />}
      {open?.kind === "edit" && <ChannelDialog channel={open.channel} onClose={close} />}
      {open?.kind === "delete" && (
        <ConfirmDialog
          title={`Delete ${open.channel.name}?`}
          action="Delete channel"
          onClose={close}
          onConfirm={async () => {
            await call("deleteChannel", { params: { id: open.channel.id } });
            await client.invalidateQueries({ queryKey: ["listChannels"] });
          }}
        >
          Nothing will be sent to it any more. A channel that a rule or a policy uses cannot be
          deleted.
        </ConfirmDialog>
      )}
    </Card>
  );
}

function ChannelItem({
  channel,
  onOpen,
}: {
  channel: Channel;
  onOpen: (kind: "edit" | "delete") => void;
}) {
  const type = channelTypes.find(({ value }) => value === channel.config.type);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-3 py-2">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{channel.name}</span>
          <Badge tone="outline">{type?.label}</Badge>
        </p>
        <p className="truncate text-xs text-muted-foreground" title={channelTarget(channel.config)}>
          {channelTarget(channel.config)}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <ChannelTest channel={channel} />
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Edit ${channel.name}`}
          onClick={() => onOpen("edit")}
        >
          <Pencil />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Delete ${channel.name}`}
          onClick={() => onOpen("delete")}
        >
          <Trash2 />
        </Button>
      </div>
    </li>
  );
}
