/** Limits of what a receiver takes on at once. */
export interface InflightLimits {
  readonly maxRequests: number;
  /** Bytes of bodies that are being read, unpacked or waiting for the disk. */
  readonly maxBytes: number;
}

/** Counts the requests and bytes in progress, so that load beyond the limits is refused at once. */
export class Inflight {
  readonly #limits: InflightLimits;
  #requests = 0;
  #bytes = 0;

  constructor(limits: InflightLimits) {
    this.#limits = limits;
  }

  /** A place for one more request, or undefined when there is none. */
  enter(): InflightRequest | undefined {
    if (this.#requests >= this.#limits.maxRequests) return undefined;
    this.#requests += 1;
    let held = 0;
    let isOpen = true;
    return {
      hold: (bytes) => {
        // A lone request always passes; its own size has a limit elsewhere.
        if (this.#bytes > held && this.#bytes + bytes > this.#limits.maxBytes) return false;
        if (!isOpen) return false;
        held += bytes;
        this.#bytes += bytes;
        return true;
      },
      leave: () => {
        if (!isOpen) return;
        isOpen = false;
        this.#requests -= 1;
        this.#bytes -= held;
      },
    };
  }

  /** What is in progress now. */
  read(): { readonly requests: number; readonly bytes: number } {
    return { requests: this.#requests, bytes: this.#bytes };
  }
}

/** One request in progress. */
export interface InflightRequest {
  /** Takes `bytes` more; false when they do not fit, and then nothing is taken. */
  hold(bytes: number): boolean;
  /** Gives everything back; more than once does no harm. */
  leave(): void;
}
