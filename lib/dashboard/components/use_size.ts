import { useEffect, useRef, useState } from "preact/hooks";

/** The size of an element, in pixels, as it changes. */
export function useSize<E extends HTMLElement>() {
  const element = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: observed.clientWidth, height: observed.clientHeight })
    );
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return { element, ...size };
}
