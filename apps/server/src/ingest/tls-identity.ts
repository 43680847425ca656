import type { Logger } from "pino";
import { formatError } from "../lifecycle/format-error.ts";
import { isSameMaterial, readTlsFiles, type TlsMaterial, type TlsPaths } from "./tls-files.ts";

type Listener = (material: TlsMaterial) => void;

const CHECK_EVERY_MS = 60_000;

/**
 * The certificate that the receivers show, kept up to date with its files: they are read again
 * every minute, so that a renewed certificate needs no restart. Files that can't be used leave
 * the last good ones in place.
 */
export class TlsIdentity {
  readonly #paths: TlsPaths;
  readonly #log: Logger;
  readonly #listeners: Listener[] = [];
  #current: TlsMaterial;
  #timer: NodeJS.Timeout | undefined;

  private constructor(paths: TlsPaths, material: TlsMaterial, log: Logger) {
    this.#paths = paths;
    this.#current = material;
    this.#log = log;
  }

  /** Reads the files for the first time. @throws TlsFilesError */
  static async open(paths: TlsPaths, log: Logger): Promise<TlsIdentity> {
    return new TlsIdentity(paths, await readTlsFiles(paths), log);
  }

  /** What is in use now. */
  current(): TlsMaterial {
    return this.#current;
  }

  /** Calls back with what the files hold whenever that has changed. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Reads the files again. */
  async refresh(): Promise<void> {
    try {
      const found = await readTlsFiles(this.#paths);
      if (isSameMaterial(found, this.#current)) return;
      for (const listener of this.#listeners) listener(found);
      this.#current = found;
      this.#log.info({ validUntil: new Date(found.validUntilMs) }, "TLS certificate replaced");
    } catch (error) {
      this.#log.warn(
        { problem: formatError(error) },
        "the TLS files can't be used, the certificate from before stays",
      );
    }
  }

  /** Looks for changes from now on, every minute. */
  watch(): void {
    this.#timer = setTimeout(() => {
      void this.refresh().finally(() => {
        if (this.#timer !== undefined) this.watch();
      });
    }, CHECK_EVERY_MS);
    this.#timer.unref();
  }

  /** Looks no more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
