"use client";
import type { Status } from "@headroom/contracts";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Page } from "@/shell/page";
import { snippetsFor } from "./snippets";

/** What to do while nothing has been received yet; turns into the overview by itself. */
export function FirstRunGuide({ status }: { status: Status }) {
  const snippets = useMemo(() => snippetsFor(status.otlp), [status.otlp]);
  return (
    <Page
      title="Send your first telemetry"
      description="Headroom takes OpenTelemetry traces, metrics and logs over OTLP."
      className="max-w-4xl"
    >
      <output className="flex items-center gap-2.5 rounded-lg border border-accent/40 bg-accent-soft px-3 py-2.5">
        <LoaderCircle className="size-4 animate-spin text-accent" aria-hidden />
        <span className="font-medium">Waiting for the first span…</span>
        <span className="text-xs text-muted-foreground">This page changes when it arrives.</span>
      </output>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Endpoint name="OTLP over HTTP" address={status.otlp.httpEndpoint} />
        <Endpoint name="OTLP over gRPC" address={status.otlp.grpcEndpoint} />
      </div>
      {status.otlp.keyRequired && (
        <Alert
          tone="warning"
          title="This server asks for an ingest key"
          actions={
            <Button asChild size="sm">
              <Link href="/settings?tab=keys">Create a key</Link>
            </Button>
          }
        >
          Put it in the place of “&lt;your ingest key&gt;” below.
        </Alert>
      )}
      <Card>
        <CardHeader title="Instrument a service" />
        <CardContent>
          <Tabs defaultValue="node">
            <TabsList aria-label="Language">
              {snippets.map(({ id, label }) => (
                <TabsTrigger key={id} value={id}>
                  {label}
                </TabsTrigger>
              ))}
            </TabsList>
            {snippets.map(({ id, note, code, label }) => (
              <TabsContent key={id} value={id} className="flex flex-col gap-2">
                <p className="text-xs text-muted-foreground">{note}</p>
                <CodeBlock code={code} label={`Copy the ${label} set-up`} />
              </TabsContent>
            ))}
          </Tabs>
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          title="Or look around with demo data"
          description="A small shop with load, faults and history. Run this in the project's folder."
        />
        <CardContent>
          <CodeBlock code="npm run demo" label="Copy command" />
        </CardContent>
      </Card>
    </Page>
  );
}

function Endpoint({ name, address }: { name: string; address: string }) {
  return (
    <Card className="flex items-center gap-2 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-xs text-muted-foreground">{name}</p>
        <p className="truncate font-mono text-xs">{address}</p>
      </div>
      <CopyButton text={address} label={`Copy the address of ${name}`} />
    </Card>
  );
}
