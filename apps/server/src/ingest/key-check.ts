import { timingSafeEqual } from "node:crypto";
import type { Quota } from "./quota.ts";

/** Who sends: the id of a stored key, `configured` for the key of the settings, or `none`. */
export interface Sender {
  readonly id: string;
  readonly quota: Quota | undefined;
}

/** Looks an ingest key up in the metadata store; null when it is unknown or revoked. */
export type FindStoredKey = (key: string) => Promise<Sender | null>;

const CACHE_MS = 30_000;
const CACHE_SIZE = 1_000;
const ANONYMOUS: Sender = { id: "none", quota: undefined };
const CONFIGURED: Sender = { id: "configured", quota: undefined };

/**
 * Decides who may send telemetry. Where no key is required, only processes on this machine can
 * reach the receiver: a known key still counts under its name and quota, anything else is let in.
 * Answers are kept for 30 s; a revoked key ends and a changed quota begins by then.
 */
export class IngestKeyCheck {
  readonly #configured: Buffer | undefined;
  readonly #required: boolean;
  readonly #findStored: FindStoredKey;
  readonly #now: () => number;
  readonly #cache = new Map<string, { found: Promise<Sender | null>; until: number }>();

  constructor(options: {
    configuredKey: string | undefined;
    required: boolean;
    findStored: FindStoredKey;
    now: () => number;
  }) {
    this.#configured =
      options.configuredKey === undefined ? undefined : Buffer.from(options.configuredKey);
    this.#required = options.required;
    this.#findStored = options.findStored;
    this.#now = options.now;
  }

  /**
   * The sender, or undefined when it may not send.
   * @param authorization value of the Authorization header, `Bearer <key>`
   * @throws what the lookup throws, where a key is required
   */
  async identify(authorization: string | undefined): Promise<Sender | undefined> {
    const key = authorization?.replace(/^Bearer\s+/i, "").trim() ?? "";
    const unknown = this.#required ? undefined : ANONYMOUS;
    if (key === "" || key.length > 200) return unknown;
    if (this.#isConfigured(key)) return CONFIGURED;
    try {
      return (await this.#find(key)) ?? unknown;
    } catch (error) {
      if (this.#required) throw error;
      return ANONYMOUS;
    }
  }

  /** Requests that come together share one lookup; a failed one is not kept. */
  #find(key: string): Promise<Sender | null> {
    const now = this.#now();
    const known = this.#cache.get(key);
    if (known !== undefined && known.until > now) return known.found;
    const found = this.#findStored(key);
    this.#cache.delete(key);
    this.#cache.set(key, { found, until: now + CACHE_MS });
    found.catch(() => {
      if (this.#cache.get(key)?.found === found) this.#cache.delete(key);
    });
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHE_SIZE && oldest !== undefined) this.#cache.delete(oldest);
    return found;
  }

  #isConfigured(key: string): boolean {
    const given = Buffer.from(key);
    return (
      this.#configured !== undefined &&
      given.length === this.#configured.length &&
      timingSafeEqual(given, this.#configured)
    );
  }
}
