import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useSize } from "./use_size.ts";
import { LINE, scrollToShow, windowOf } from "./window.ts";

/** What a {@linkcode VirtualList} draws. */
export interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** Draws one line; its outermost element carries a key of its own. */
  readonly line: (index: number) => ComponentChildren;
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

/** How near an end, in pixels, more is asked for. */
const NEAR = 40 * LINE;

/** A list of any length that draws only the lines in view. All lines are equally high. */
export function VirtualList(props: VirtualListProps) {
  const { count, following, shown } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const { ref, height } = useSize<HTMLDivElement>();

  const before = useRef(props.prepended);
  useLayoutEffect(() => {
    const element = scroller.current;
    const added = props.prepended - before.current;
    before.current = props.prepended;
    if (element === null || following || added === 0) return;
    element.scrollTop += added * LINE;
    setScrollTop(element.scrollTop);
  }, [props.prepended]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !following) return;
    element.scrollTop = count * LINE;
    setScrollTop(element.scrollTop);
  }, [count, following, height]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || shown === undefined || shown < 0) return;
    element.scrollTop = scrollToShow(shown, element.scrollTop, height);
    setScrollTop(element.scrollTop);
  }, [shown, height]);

  function onScroll() {
    const element = scroller.current;
    if (element === null) return;
    const movedUp = element.scrollTop < scrollTop - 1;
    setScrollTop(element.scrollTop);
    const toEnd = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (following && movedUp && toEnd > LINE) props.onLeaveEnd?.();
    if (!following && element.scrollTop < NEAR) props.onNearStart?.();
    if (toEnd < NEAR) props.onNearEnd?.();
  }

  const { from, to } = windowOf(scrollTop, height, count);
  const lines: ComponentChildren[] = [];
  for (let index = from; index < to; index++) lines.push(props.line(index));
  return (
    <div
      class="list"
      ref={(element) => {
        scroller.current = element;
        ref(element);
      }}
      onScroll={onScroll}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count}
      tabIndex={0}
    >
      <div class="list-space" role="rowgroup" style={{ height: `${count * LINE}px` }}>
        <div class="list-window" role="none" style={{ transform: `translateY(${from * LINE}px)` }}>
          {lines}
        </div>
      </div>
    </div>
  );
}
