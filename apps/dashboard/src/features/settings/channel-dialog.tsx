"use client";
import { channelInput, type Channel } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "@/api/client";
import { checkForm, errorAt } from "@/api/field-errors";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { channelBody, channelDraft, channelTypes, type ChannelDraft } from "./channel-draft";
import { HeaderFields } from "./header-fields";
import { FormDialog } from "./form-dialog";
import { useSave } from "./use-save";

/** Creates a channel, or changes one. */
export function ChannelDialog({
  channel,
  onClose,
}: {
  channel: Channel | null;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => channelDraft(channel));
  const save = useSave("listChannels");
  const submit = async () => {
    const check = checkForm(channelInput, channelBody(draft));
    save.setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    const body = check.value;
    const saved = await save.run(() =>
      channel === null
        ? call("createChannel", { body })
        : call("updateChannel", { params: { id: channel.id }, body }),
    );
    if (!saved) return;
    toast.success(`Channel “${body.name}” saved`);
    onClose();
  };
  return (
    <FormDialog
      title={channel === null ? "New channel" : `Edit ${channel.name}`}
      save={save}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-[1fr_9rem]">
        <Field label="Name" error={save.errors["name"]}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Type">
          {(control) => (
            <Select
              {...control}
              value={draft.type}
              options={channelTypes}
              onValueChange={(type) => setDraft({ ...draft, type })}
            />
          )}
        </Field>
      </div>
      <TargetFields
        draft={draft}
        setDraft={setDraft}
        errorOf={(path) => errorAt(save.errors, path)}
      />
    </FormDialog>
  );
}

interface TargetProps {
  draft: ChannelDraft;
  setDraft: (draft: ChannelDraft) => void;
  errorOf: (path: string) => string | undefined;
}

function TargetFields(props: TargetProps) {
  switch (props.draft.type) {
    case "webhook":
      return <WebhookFields {...props} />;
    case "slack":
      return <SlackFields {...props} />;
    case "email":
      return <EmailFields {...props} />;
  }
}

function WebhookFields({ draft, setDraft, errorOf }: TargetProps) {
  return (
    <>
      <Field
        label="Address"
        error={errorOf("config.url")}
        hint="Gets a POST with JSON for every notification."
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            value={draft.url}
            onChange={(event) => setDraft({ ...draft, url: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Secret"
        optional
        error={errorOf("config.secret")}
        hint="Signs each request, so that the receiver can check who sent it."
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            value={draft.secret}
            onChange={(event) => setDraft({ ...draft, secret: event.target.value })}
          />
        )}
      </Field>
      <HeaderFields
        headers={draft.headers}
        error={errorOf("config.headers")}
        onChange={(headers) => setDraft({ ...draft, headers })}
      />
    </>
  );
}

function SlackFields({ draft, setDraft, errorOf }: TargetProps) {
  return (
    <Field
      label="Incoming webhook address"
      error={errorOf("config.webhookUrl")}
      hint="From your Slack app's page “Incoming Webhooks”. It is kept secret after saving."
    >
      {(control) => (
        <Input
          {...control}
          type="text"
          autoComplete="off"
          value={draft.webhookUrl}
          onChange={(event) => setDraft({ ...draft, webhookUrl: event.target.value })}
        />
      )}
    </Field>
  );
}

function EmailFields({ draft, setDraft, errorOf }: TargetProps) {
  const { data: status } = useQuery(apiQuery("getStatus"));
  return (
    <>
      {status?.email.configured === false && (
        <Alert tone="warning" title="This server cannot send e-mail yet">
          Set its SMTP server (see System) and restart it; the channel can be saved before.
        </Alert>
      )}
      <Field label="Addresses" error={errorOf("config.to")} hint="One on each line, at most 50.">
        {(control) => (
          <Textarea
            {...control}
            value={draft.to}
            onChange={(event) => setDraft({ ...draft, to: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
