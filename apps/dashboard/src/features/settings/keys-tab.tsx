"use client";
import { ingestKeyInput, type RouteResponse } from "@headroom/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { call } from "@/api/client";
import { checkForm } from "@/api/field-errors";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatInstant } from "@/format/instant";
import { NO_VALUE } from "@/format/number";
import { ConfirmDialog } from "./confirm-dialog";
import { KeyDialog } from "./key-dialog";
import { describeQuota, type IngestKey } from "./key-draft";
import { useSave } from "./use-save";

/** Ingest keys: create (shown once), see their use, limit, revoke. */
export function KeysTab() {
  const keys = useQuery(apiQuery("listIngestKeys"));
  const [revoking, setRevoking] = useState<IngestKey | null>(null);
  const [editing, setEditing] = useState<IngestKey | null>(null);
  const client = useQueryClient();
  return (
    <Card>
      <CardHeader
        title="Ingest keys"
        description="Senders put one in the header “authorization: Bearer <key>”."
      />
      <CardContent>
        <NewKey />
      </CardContent>
      {keys.isPending ? (
        <SkeletonRows rows={3} />
      ) : keys.data === undefined ? (
        <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : keys.data.items.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title="No ingest keys"
          description="They are needed only where the server takes telemetry from beyond this machine."
        />
      ) : (
        <KeyTable keys={keys.data.items} onEdit={setEditing} onRevoke={setRevoking} />
      )}
      {editing !== null && <KeyDialog ingestKey={editing} onClose={() => setEditing(null)} />}
      {revoking !== null && (
        <ConfirmDialog
          title={`Revoke ${revoking.name}?`}
          action="Revoke key"
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await call("revokeIngestKey", { params: { id: revoking.id } });
            await client.invalidateQueries({ queryKey: ["listIngestKeys"] });
          }}
        >
          Telemetry sent with it will be refused within 30 seconds. This cannot be undone.
        </ConfirmDialog>
      )}
    </Card>
  );
}

function NewKey() {
  const [name, setName] = useState("");
  const [created, setCreated] = useState<RouteResponse<"createIngestKey"> | null>(null);
  const save = useSave("listIngestKeys");
  const submit = async () => {
    const check = checkForm(ingestKeyInput, { name });
    save.setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    const worked = await save.run(async () =>
      setCreated(await call("createIngestKey", { body: check.value })),
    );
    if (worked) setName("");
  };
  return (
    <div className="flex flex-col gap-3">
      <form
        noValidate
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label="New key for"
          error={save.errors["name"] ?? save.problem ?? undefined}
          className="w-64"
        >
          {(control) => (
            <Input
              {...control}
              placeholder="production collector"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={save.busy}>
          Create key
        </Button>
      </form>
      {created !== null && (
        <Alert
          tone="ok"
          title={`Key “${created.name}” is shown this once. Copy it now.`}
          actions={
            <Button size="sm" onClick={() => setCreated(null)}>
              Done
            </Button>
          }
        >
          <CodeBlock code={created.key} label="Copy key" className="mt-1 bg-surface" />
        </Alert>
      )}
    </div>
  );
}

function KeyTable({
  keys,
  onEdit,
  onRevoke,
}: {
  keys: readonly IngestKey[];
  onEdit: (key: IngestKey) => void;
  onRevoke: (key: IngestKey) => void;
}) {
  return (
    <Table aria-label="Ingest keys">
      <TableHeader>
        <tr>
          <TableHead>Name</TableHead>
          <TableHead>Begins with</TableHead>
          <TableHead>Quota</TableHead>
          <TableHead>Created</TableHead>
          <TableHead>Last used</TableHead>
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.id}>
            <TableCell className="font-medium">{key.name}</TableCell>
            <TableCell className="font-mono text-xs">{key.prefix}…</TableCell>
            <TableCell>{describeQuota(key.quota)}</TableCell>
            <TableCell className="whitespace-nowrap">{whenOf(key.createdAt)}</TableCell>
            <TableCell className="whitespace-nowrap">
              {key.lastUsedAt === null ? NO_VALUE : whenOf(key.lastUsedAt)}
            </TableCell>
            <TableCell numeric>
              {key.revokedAt === null ? (
                <span className="inline-flex gap-1.5">
                  <Button size="sm" aria-label={`Edit ${key.name}`} onClick={() => onEdit(key)}>
                    Edit
                  </Button>
                  <Button
                    size="sm"
                    variant="danger"
                    aria-label={`Revoke ${key.name}`}
                    onClick={() => onRevoke(key)}
                  >
                    Revoke
                  </Button>
                </span>
              ) : (
                <Badge>Revoked {whenOf(key.revokedAt)}</Badge>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

// To the minute; finer tells nothing here.
function whenOf(iso: string): string {
  return formatInstant(Math.floor(Date.parse(iso) / 60_000) * 60_000);
}
