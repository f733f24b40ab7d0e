import { useRef, useState } from "preact/hooks";
import type { SpanStore } from "../../canvas/spans.ts";
import { endAt, pan, type Range, timeAt, zoom } from "../../canvas/scale.ts";

const MINUTE = 60_000;
const TEN_MINUTES = 600_000;

/** The stretch of time in view, and the ways to move it. */
export interface RangeControl {
  readonly range: Range;
  readonly following: boolean;
  follow(): void;
  /** @param x in pixels, stays where it is; the middle when absent */
  zoomBy(factor: number, x?: number): void;
  panBy(share: number): void;
  show(range: Range): void;
  /** All there is. */
  showAll(): void;
}

/** The stretch of all spans. */
type Whole = Pick<SpanStore, "first" | "last">;

/**
 * Keeps the stretch of time in view. While it follows, it ends at the present. Until somebody
 * zooms it shows all that there is, from one minute to ten.
 *
 * @param now ms since 1970
 * @param whole when the first span begins and the last one ends; ms since 1970
 */
export function useRange(now: number, whole: Whole, width: number): RangeControl {
  const { first, last } = whole;
  const [following, setFollowing] = useState(true);
  const [chosen, setKept] = useState<Range>();
  const kept = chosen ??
    { from: 0, to: Math.max(MINUTE, Math.min(TEN_MINUTES, now - first)) * 1.05 };
  const range = following ? endAt(kept, now) : kept;
  // Several wheel events may come before the next drawing: each goes on from the one before.
  const latest = useRef(range);
  latest.current = range;

  function set(next: Range) {
    latest.current = next;
    setKept(next);
  }
  function show(next: Range) {
    setFollowing(false);
    set(next);
  }
  return {
    range,
    following,
    follow: () => setFollowing(true),
    zoomBy(factor, x) {
      const around = following ? now : timeAt(x ?? width / 2, latest.current, width);
      set(zoom(latest.current, factor, around));
    },
    panBy(share) {
      setFollowing(false);
      set(pan(latest.current, share));
    },
    show,
    showAll: () => show({ from: first, to: last }),
  };
}
