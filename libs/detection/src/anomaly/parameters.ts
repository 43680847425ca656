/**
 * The numbers behind the anomaly baseline. There is one set for every series: none depends on
 * what is measured. Quantities marked "points" are counts of samples, because averaging noise
 * away needs samples; everything a day or a week shapes is in milliseconds.
 */
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;

/** Slots of the daily profile: a quarter of an hour each, read with linear interpolation. */
export const daySlots = 96;
/** Slots of the weekly profile: three hours each. It holds what the daily profile leaves over. */
export const weekSlots = 56;

/** Points before anything is judged: the spread of fewer is a guess. */
export const learningPoints = 60;
/** History before the time of day counts: two repetitions of the first day. */
export const dailyAfterMs = 3 * dayMs;
/** History before the day of the week counts: one repetition of the first week. */
export const weeklyAfterMs = 2 * weekMs;

/**
 * Averaging times (points) of what a point is compared with. The last few points show a jump
 * in a smooth series; about thirty average most noise away and still follow a slow swing.
 */
export const runPoints = 4;
export const recentPoints = 30;

/** Time constant of the level under the seasons: longer than a day, or it would follow the day. */
export const levelMs = 24 * hourMs;
/** Share of a new day (week) in the profile once it has seen 4 (3) of them. */
export const dayShare = 0.25;
export const weekShare = 0.3;
/** Visits of a slot of the day (week) that are counted: more change no share. */
export const mostVisits = 10;
export const mostWeekVisits = 4;
/** Share of a new day in the spread at one time of day: noisier than a mean, so slower. */
export const slotSpreadShare = 0.1;

/** What is left of a peak at one time of day after a day: three days off leave three quarters. */
export const peakKept = 0.9;

/** Points that the spread remembers. */
export const spreadPoints = 1000;
/** A residual teaches at most this many standard deviations (Huber's clipping, at his usual 3 σ). */
export const clipSpreads = 3;
/** Points over which being clipped is averaged; above half the old normal is given up. */
export const regimePoints = 200;

/** Share of deviations of one sign that count as its tail. */
export const tailShare = 0.1;
/** Speed (share per point) at which the tail's start and its mean excess are followed. */
export const tailStartRate = 0.003;
export const tailExcessRate = 0.02;
/** Largest score. More would only say that the spread is tiny. */
export const scoreCap = 10;

/** An alarm is forgotten by half in this time, one working shift: who got it is still there. */
export const refractoryMs = 8 * hourMs;
/** How much stronger: a fifth is more than the noise of the score itself. */
export const refractoryFactor = 1.2;
/** Time in which an earlier event of the same size loses half its weight. */
export const eventMemoryMs = 14 * dayMs;
/** Earlier events that count: √(1 + 15) leaves a quarter, and the strongest still alarm. */
export const mostSimilar = 15;
/** Classes of event size, two per doubling of the score. */
export const eventClasses = 8;
