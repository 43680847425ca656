"use client";
import { Select } from "@/components/ui/select";
import { groupName } from "./preview-data";
import type { PreviewGroup } from "./preview-band";

/** Chooses which group of a preview is drawn; nothing where there is only one. */
export function GroupSelect({
  groups,
  shown,
  onChange,
}: {
  groups: readonly PreviewGroup[];
  shown: number;
  onChange: (index: number) => void;
}) {
  if (groups.length < 2) return null;
  return (
    <Select
      aria-label="Group that is drawn"
      value={String(shown)}
      onValueChange={(index) => onChange(Number(index))}
      options={groups.map(({ labels, firing }, index) => ({
        value: String(index),
        label: `${groupName(labels, "all")}${firing.length > 0 ? ` – fired ${firing.length}×` : ""}`,
      }))}
      className="max-w-full self-start"
    />
  );
}
