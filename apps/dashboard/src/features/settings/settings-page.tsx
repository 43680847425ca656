"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Page } from "@/shell/page";
import { ChannelsTab } from "./channels-tab";
import { KeysTab } from "./keys-tab";
import { PoliciesTab } from "./policies-tab";
import { StorageTab } from "./storage-tab";
import { SystemTab } from "./system-tab";

const tabs = ["channels", "policies", "keys", "storage", "system"] as const;
type Tab = (typeof tabs)[number];

const NAMES: Readonly<Record<Tab, string>> = {
  channels: "Channels",
  policies: "Escalation policies",
  keys: "Ingest keys",
  storage: "Storage",
  system: "System",
};

/** Channels, escalation policies, ingest keys, storage and what the server says of itself. */
export function SettingsPage() {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("channels"));
  return (
    <Page title="Settings" className="max-w-5xl">
      <Tabs value={tab} onValueChange={(next) => void setTab(next as Tab)}>
        <TabsList aria-label="Settings">
          {tabs.map((id) => (
            <TabsTrigger key={id} value={id}>
              {NAMES[id]}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="channels">
          <ChannelsTab />
        </TabsContent>
        <TabsContent value="policies">
          <PoliciesTab />
        </TabsContent>
        <TabsContent value="keys">
          <KeysTab />
        </TabsContent>
        <TabsContent value="storage">
          <StorageTab />
        </TabsContent>
        <TabsContent value="system">
          <SystemTab />
        </TabsContent>
      </Tabs>
    </Page>
  );
}
