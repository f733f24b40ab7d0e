/** Height of every line of a virtual list, in pixels. */
export const LINE = 24;
/** Lines drawn beyond each edge, so that a quick scroll does not show emptiness. */
const BEYOND = 8;

/** Which lines of a list are drawn. */
export interface Window {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Which of `count` lines to draw for this part of the list; all lengths in pixels. */
export function windowOf(scrollTop: number, height: number, count: number): Window {
  const from = Math.max(0, Math.floor(scrollTop / LINE) - BEYOND);
  const to = Math.min(count, Math.ceil((scrollTop + height) / LINE) + BEYOND);
  return { from: Math.min(from, Math.max(0, count - 1)), to };
}

/** At least as many as {@linkcode windowOf} draws at this height, always the same number. */
export function slotsOf(height: number): number {
  return Math.ceil(height / LINE) + 2 * BEYOND + 1;
}

/** Where to scroll so that a line is in view; the present place when it already is. */
export function scrollToShow(index: number, scrollTop: number, height: number): number {
  const top = index * LINE;
  if (top < scrollTop) return top;
  if (top + LINE > scrollTop + height) return top + LINE - height;
  return scrollTop;
}
