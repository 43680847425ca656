/** Asks for due work. Times are Unix ms. */
export interface ClaimRequest {
  readonly nowMs: number;
  /** Names the process in the row, for people. */
  readonly owner: string;
  /** How long nobody else may take it. */
  readonly leaseMs: number;
  /** At most so many. */
  readonly limit: number;
  /** Only these, if they are due. */
  readonly ids?: readonly string[] | undefined;
}

/** Asks which work is due, without taking it. */
export interface DueRequest {
  readonly nowMs: number;
  readonly limit: number;
}
