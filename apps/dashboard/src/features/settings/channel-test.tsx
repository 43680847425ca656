"use client";
import type { Channel } from "@headroom/contracts";
import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { call } from "@/api/client";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { formatDurationMs } from "@/format/unit";

// The server gives a channel up after its own, shorter time-out.
const TIMEOUT_MS = 45_000;
const OUTCOME = {
  delivered: "Delivered",
  retryable: "Failed for now",
  failed: "Failed",
};

/** Sends a test notification and shows what came back, until the next test. */
export function ChannelTest({ channel }: { channel: Channel }) {
  const test = useMutation({
    mutationFn: () =>
      call("testChannel", { params: { id: channel.id } }, { timeoutMs: TIMEOUT_MS }),
  });
  const result = test.data;
  const verb = test.isPending ? "Sending…" : "Send test";
  return (
    <>
      <output className="max-w-72 text-xs empty:hidden">
        {result !== undefined && (
          <span className={cn(result.outcome === "delivered" ? "text-ok" : "text-critical")}>
            {OUTCOME[result.outcome]} in {formatDurationMs(result.durationMs)}. {result.detail}
          </span>
        )}
        {test.isError && <span className="text-critical">{test.error.message}</span>}
      </output>
      <Button
        size="sm"
        disabled={test.isPending}
        onClick={() => test.mutate()}
        aria-label={`${verb} to ${channel.name}`}
      >
        <Send /> {verb}
      </Button>
    </>
  );
}
