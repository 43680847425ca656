import { createAuthClient } from "better-auth/react";

const AWAY = "The Headroom API did not answer. Check that the server runs, then try again.";
const TIMEOUT_MS = 15_000;

// The base address is this page's own origin, under the client's default path /api/auth.
const client = createAuthClient({ fetchOptions: { timeout: TIMEOUT_MS } });

interface Answer {
  readonly error: { readonly message?: string | undefined; readonly status: number } | null;
}

async function attempt(call: () => Promise<Answer>, refused: string): Promise<string | null> {
  try {
    const { error } = await call();
    if (error === null) return null;
    if (error.status >= 500 || error.status === 0) return AWAY;
    return error.message ?? refused;
  } catch {
    return AWAY;
  }
}

/** Signs in; null, or what went wrong and what to do. */
export function signIn(email: string, password: string): Promise<string | null> {
  return attempt(
    () => client.signIn.email({ email, password }),
    "E-mail or password is wrong. Check both and try again.",
  );
}

/** Creates a user and signs in; null, or what went wrong and what to do. */
export function signUp(name: string, email: string, password: string): Promise<string | null> {
  return attempt(
    () => client.signUp.email({ name, email, password }),
    "The account could not be created. Check the fields and try again.",
  );
}

/** Signs out; null, or what went wrong and what to do. */
export function signOut(): Promise<string | null> {
  return attempt(() => client.signOut(), "Signing out failed. Try again.");
}
