"use client";
import { useEffect } from "react";
import { belongsElsewhere } from "@/shell/key-sequence";

/** `j` and `k` move the focus through the page's links marked `data-row-link`. */
export function useRowKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (belongsElsewhere(event) || (event.key !== "j" && event.key !== "k")) return;
      const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
      const at = links.findIndex((link) => link === document.activeElement);
      const next = event.key === "j" ? at + 1 : at < 0 ? links.length - 1 : at - 1;
      const target = links[Math.min(Math.max(next, 0), links.length - 1)];
      if (target === undefined) return;
      event.preventDefault();
      target.focus();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
