import { formatError } from "./format-error.ts";

/** Says what to change when a port can't be bound. */
export function describeListenError(
  error: unknown,
  host: string,
  port: number,
  setting: string,
): Error {
  const text = formatError(error);
  if (/EADDRINUSE|address already in use|No address added/i.test(text)) {
    return new Error(
      `Port ${port} on ${host} is taken by another program. Stop it, or set ${setting} to another port.`,
    );
  }
  if (/EACCES/.test(text)) {
    return new Error(
      `Port ${port} may not be used by this user. Set ${setting} to a port above 1023.`,
    );
  }
  return new Error(`Can't listen on ${host}:${port} (${setting}): ${text}`);
}
