"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Activity, Clock, History, Moon, Sun, type LucideIcon } from "lucide-react";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { serviceHref } from "@/features/services/service-name";
import { useRangeHref } from "@/time/range-link";
import { rangePresets } from "@/time/range";
import { useTimeRange } from "@/time/time-range";
import { navItems } from "./navigation";
import { readRecent } from "./recent-pages";

/** Search over pages, services, recent pages and actions (Ctrl-K, ⌘K). */
export function CommandPalette({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Search" hideHeader className="max-w-xl">
        <PaletteList onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PaletteList({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const hrefWithRange = useRangeHref();
  const range = useTimeRange();
  const { setTheme } = useTheme();
  const services = useQuery(
    apiQuery("listServices", { query: { from: range.from, to: range.to } }),
  );
  const recent = useMemo(() => readRecent(), []);
  const open = (href: string) => {
    onDone();
    router.push(hrefWithRange(href));
  };
  const act = (action: () => void) => {
    onDone();
    action();
  };
  return (
    <Command label="Search pages and services" className="flex max-h-[70vh] flex-col">
      <Command.Input
        placeholder="Go to a page or service…"
        className="h-11 w-full shrink-0 border-b bg-transparent px-4 text-sm outline-none placeholder:text-muted-foreground"
      />
      <Command.List className="min-h-0 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted-foreground">
        <Command.Empty className="px-2 py-6 text-center text-xs text-muted-foreground">
          Nothing found.
        </Command.Empty>
        <Command.Group heading="Pages">
          {navItems.map((item) => (
            <PaletteItem
              key={item.href}
              value={`page ${item.label}`}
              icon={item.icon}
              label={item.label}
              keys={item.keys}
              onChoose={() => open(item.href)}
            />
          ))}
        </Command.Group>
        {(services.data?.items.length ?? 0) > 0 && (
          <Command.Group heading="Services">
            {services.data?.items.map(({ name }) => (
              <PaletteItem
                key={name}
                value={`service ${name}`}
                icon={Activity}
                label={name}
                onChoose={() => open(serviceHref(name))}
              />
            ))}
          </Command.Group>
        )}
        {recent.length > 0 && (
          <Command.Group heading="Recent">
            {recent.map(({ href, label }) => (
              <PaletteItem
                key={href}
                value={`recent ${label} ${href}`}
                icon={History}
                label={label}
                onChoose={() => open(href)}
              />
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Time range">
          {rangePresets.map((preset) => (
            <PaletteItem
              key={preset.id}
              value={`time ${preset.label}`}
              icon={Clock}
              label={preset.label}
              onChoose={() => act(() => range.setRange(preset.spec))}
            />
          ))}
        </Command.Group>
        <Command.Group heading="Theme">
          <PaletteItem
            value="theme light"
            icon={Sun}
            label="Light theme"
            onChoose={() => act(() => setTheme("light"))}
          />
          <PaletteItem
            value="theme dark"
            icon={Moon}
            label="Dark theme"
            onChoose={() => act(() => setTheme("dark"))}
          />
        </Command.Group>
      </Command.List>
    </Command>
  );
}

function PaletteItem({
  value,
  icon: Icon,
  label,
  keys,
  onChoose,
}: {
  value: string;
  icon: LucideIcon;
  label: string;
  keys?: string;
  onChoose: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onChoose}
      className="flex h-8 cursor-default items-center gap-2.5 rounded px-2 text-sm data-[selected=true]:bg-muted"
    >
      <Icon className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {keys !== undefined && <KeyList keys={keys} />}
    </Command.Item>
  );
}

/** The keys of a shortcut. */
export function KeyList({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1">
      {keys.split(" ").map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
}
