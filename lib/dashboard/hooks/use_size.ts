import { useEffect, useState } from "preact/hooks";

/** An element and its size, in pixels, as both change. */
export interface Sized<E extends HTMLElement> {
  /** Give this to the element as its `ref`. */
  readonly ref: (element: E | null) => void;
  /** `null` until it is drawn. */
  readonly element: E | null;
  readonly width: number;
  readonly height: number;
}

/** Follows the size of an element. */
export function useSize<E extends HTMLElement>(): Sized<E> {
  const [element, ref] = useState<E | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight })
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { ref, element, ...size };
}
