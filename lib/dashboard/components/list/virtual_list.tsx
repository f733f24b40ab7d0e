import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSize } from "../../hooks/use_size.ts";
import { LINE, scrollToShow, slotsOf, windowOf } from "./window.ts";

/** What a {@linkcode VirtualList} draws. */
export interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** Draws one line: lines that stay keep their spot, and are neither moved nor painted anew. */
  readonly line: (index: number, spot: Spot) => ComponentChildren;
  /** Keeps the end in view. */
  readonly following: boolean;
  /** The line to bring into view when it changes. */
  readonly shown: number | undefined;
  /** Lines that were added at the beginning so far: the list keeps its place when it grows. */
  readonly prepended: number;
  /** A person scrolled away from the end while the list was following. */
  readonly onLeaveEnd?: () => void;
  readonly onNearStart?: () => void;
  readonly onNearEnd?: () => void;
}

/** Where a line is drawn. */
export interface Spot {
  /** Pixels from where the first line was before others were added at the beginning. */
  readonly top: number;
  /** Passes from the lines that leave to those that come, which take over their elements. */
  readonly key: number;
}

/** How near an end, in pixels, more is asked for. */
const NEAR = 40 * LINE;

/** A list of any length that draws only the lines in view. All lines are equally high. */
export function VirtualList(props: VirtualListProps) {
  const { count, following, shown, prepended } = props;
  const { ref, element, height } = useSize<HTMLDivElement>();
  const [scrolled, setScrolled] = useState(0);
  // Worked out rather than read: reading it makes the browser lay the page out once more.
  const end = Math.max(0, count * LINE - height);
  const scrollTop = following ? end : Math.min(scrolled, end);

  function scrollTo(top: number) {
    if (element !== null) element.scrollTop = top;
    setScrolled(top);
  }
  useLayoutEffect(() => {
    if (element !== null && following) element.scrollTop = end;
  }, [element, end, following]);

  const held = useRef(false);
  const before = useRef(prepended);
  useLayoutEffect(() => {
    const added = prepended - before.current;
    before.current = prepended;
    if (!following && added !== 0) scrollTo(Math.max(0, scrolled + added * LINE));
  }, [prepended]);

  useLayoutEffect(() => {
    if (shown === undefined || shown < 0 || height === 0 || following) return;
    scrollTo(scrollToShow(shown, element?.scrollTop ?? 0, height));
  }, [shown, height]);

  function leaveEnd() {
    if (!following) return;
    setScrolled(element?.scrollTop ?? end);
    props.onLeaveEnd?.();
  }
  function onScroll() {
    if (element === null) return;
    const top = element.scrollTop;
    if (following) {
      const { scrollHeight, clientHeight } = element;
      // A change of size scrolls as well, and the list follows on. Anything else was meant: a
      // script, a search in the page, what reads it aloud.
      const isMeant = held.current || clientHeight === height && scrollHeight === count * LINE;
      if (isMeant && scrollHeight - clientHeight - top > LINE) leaveEnd();
      return;
    }
    setScrolled(top);
    if (top < NEAR) props.onNearStart?.();
    if (end - top < NEAR) props.onNearEnd?.();
  }

  const { from, to } = windowOf(scrollTop, height, count);
  const slots = slotsOf(height);
  const lines: ComponentChildren[] = [];
  for (let index = from; index < to; index++) {
    const place = index - prepended;
    lines.push(props.line(index, { top: place * LINE, key: (place % slots + slots) % slots }));
  }
  return (
    <div
      class="list"
      ref={ref}
      onScroll={onScroll}
      onWheel={(event) => event.deltaY < 0 && leaveEnd()}
      onPointerDown={() => held.current = true}
      onPointerUp={() => held.current = false}
      onTouchStart={() => held.current = true}
      onTouchEnd={() => held.current = false}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count}
      tabIndex={0}
    >
      <div class="list-space" role="rowgroup" style={{ height: `${count * LINE}px` }}>
        <div class="list-lines" role="none" style={{ top: `${prepended * LINE}px` }}>{lines}</div>
      </div>
    </div>
  );
}
