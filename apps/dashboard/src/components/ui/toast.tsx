"use client";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Shows a message at the corner: `toast.success("Saved")`, `toast.error(…)`. */
export { toast } from "sonner";

/** Once in the layout: the place where toasts appear. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--foreground)",
          border: "1px solid var(--border)",
          borderRadius: "0.5rem",
          fontFamily: "var(--font-sans)",
        },
      }}
    />
  );
}
