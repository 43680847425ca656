/** Where to go after sign-in: a path of this site, else the overview. */
export function safeNextPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || next.startsWith("/sign-in")) return "/";
  return next;
}
