/** Widths, in ms, of the steps by which events are counted over time; each fits into the next. */
export const STEP_WIDTHS: readonly number[] = [
  1000,
  5000,
  15_000,
  60_000,
  300_000,
  900_000,
  3_600_000,
  6 * 3_600_000,
  86_400_000,
  7 * 86_400_000,
  28 * 86_400_000,
  364 * 86_400_000,
];
