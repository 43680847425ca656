"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { withRange } from "./range-href";

/** A link that takes the page's time range along. */
export function RangeLink({
  href,
  ...props
}: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const search = useSearchParams();
  return <Link href={withRange(href, search)} prefetch={false} {...props} />;
}

/** Makes an `href` that carries the page's time range, for `router.push`. */
export function useRangeHref(): (href: string) => string {
  const search = useSearchParams();
  return (href) => withRange(href, search);
}
