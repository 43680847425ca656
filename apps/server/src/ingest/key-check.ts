import { timingSafeEqual } from "node:crypto";

/** Looks an ingest key up in the metadata store. */
export type VerifyStoredKey = (key: string) => Promise<boolean>;

const CACHE_MS = 30_000;
const CACHE_SIZE = 1_000;

/**
 * Decides who may send telemetry. Without a configured key only processes on this machine can
 * reach the receiver, so nothing is asked. Answers are kept for 30 s; a revoked key ends by then.
 */
export class IngestKeyCheck {
  readonly #configured: Buffer | undefined;
  readonly #required: boolean;
  readonly #verifyStored: VerifyStoredKey;
  readonly #now: () => number;
  readonly #cache = new Map<string, { allowed: boolean; until: number }>();

  constructor(options: {
    configuredKey: string | undefined;
    required: boolean;
    verifyStored: VerifyStoredKey;
    now: () => number;
  }) {
    this.#configured =
      options.configuredKey === undefined ? undefined : Buffer.from(options.configuredKey);
    this.#required = options.required;
    this.#verifyStored = options.verifyStored;
    this.#now = options.now;
  }

  /** @param authorization value of the Authorization header, `Bearer <key>` */
  async allows(authorization: string | undefined): Promise<boolean> {
    if (!this.#required) return true;
    const key = authorization?.replace(/^Bearer\s+/i, "").trim() ?? "";
    if (key === "" || key.length > 200) return false;
    if (this.#isConfigured(key)) return true;
    const now = this.#now();
    const known = this.#cache.get(key);
    if (known !== undefined && known.until > now) return known.allowed;
    const allowed = await this.#verifyStored(key);
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    this.#cache.set(key, { allowed, until: now + CACHE_MS });
    return allowed;
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
