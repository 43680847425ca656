"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { percentText, shareOfText } from "./percent-text";

/** A share typed in percent; tells 0 to 1, NaN while unreadable. */
export function PercentInput({
  share,
  onChange,
  label,
  error,
  ...aria
}: {
  share: number;
  onChange: (share: number) => void;
  label: string;
  error?: string | undefined;
  id?: string;
  "aria-describedby"?: string | undefined;
}) {
  const [text, setText] = useState(() => percentText(share));
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      <Input
        {...aria}
        aria-label={label}
        aria-invalid={error !== undefined}
        inputMode="decimal"
        className="w-14 text-right"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(shareOfText(event.target.value));
        }}
      />
      %
    </span>
  );
}
