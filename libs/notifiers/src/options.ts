import type { fetch } from "undici";

/** The mail server that sends all e-mail. */
export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or `smtps://…:465` for TLS from the start. */
  readonly url: string;
  /** The sender, as in `Headroom <headroom@example.org>`. */
  readonly from: string;
}

/** How to deliver. */
export interface DeliveryOptions {
  /** Limit over everything: name lookup, connection, answer. */
  readonly timeoutMs: number;
  /** Whether webhooks may reach loopback, private and link-local addresses. */
  readonly allowPrivateTargets: boolean;
  /** Undefined or null: e-mail is not set up. */
  readonly smtp?: SmtpSettings | null | undefined;
  /** Replaces the HTTP client; it is handed the address guard as `dispatcher`. */
  readonly fetch?: typeof fetch | undefined;
  /** Gives up early, as when the process stops. */
  readonly signal?: AbortSignal | undefined;
}
