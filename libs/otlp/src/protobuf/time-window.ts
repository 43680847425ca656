const word = 2n ** 32n;
/** The last time that DateTime64(9) can hold. */
const latestNs = 2n ** 63n - 1n;

/** The times that items may have, Unix nanoseconds in 32-bit halves, both ends included. */
export class TimeWindow {
  private fromHigh = 0;
  private fromLow = 0;
  private toHigh = 0;
  private toLow = 0;

  /** Without a range every time is accepted. */
  constructor(fromNs = 0n, toNs: bigint = latestNs) {
    this.set(fromNs, toNs);
  }

  /** Sets the range; ends outside of what can be stored are moved to its edge. */
  set(fromNs = 0n, toNs: bigint = latestNs): void {
    const from = fromNs < 0n ? 0n : fromNs;
    const to = toNs > latestNs ? latestNs : toNs;
    this.fromHigh = Number(from / word);
    this.fromLow = Number(from % word);
    this.toHigh = Number(to / word);
    this.toLow = Number(to % word);
  }

  isBefore(high: number, low: number): boolean {
    return high < this.fromHigh || (high === this.fromHigh && low < this.fromLow);
  }

  isAfter(high: number, low: number): boolean {
    return high > this.toHigh || (high === this.toHigh && low > this.toLow);
  }
}
