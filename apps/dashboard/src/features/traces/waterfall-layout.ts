/** Widths of the columns of the waterfall: names, durations and time. */
export const WATERFALL_COLUMNS =
  "grid grid-cols-[minmax(9rem,38%)_4rem_minmax(0,1fr)] max-sm:grid-cols-[46%_3.5rem_minmax(0,1fr)]";

/** Height of a line of the waterfall. */
export const ROW_PX = 26;
