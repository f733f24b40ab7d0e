/**
 * What runs inside the measured page. Each function is sent to the page as text: it may use nothing
 * from outside itself.
 */

/** Frames a second while something is done for each frame, and the longest time between two. */
export interface Frames {
  readonly fps: number;
  /** ms. */
  readonly longest: number;
}

/** Draws for so many ms and counts the frames; scrolls the list meanwhile when told to. */
export function countFrames(
  { ms, scroll }: { ms: number; scroll: boolean },
): Promise<Frames> {
  const list = scroll ? document.querySelector(".list") : null;
  return new Promise((resolve) => {
    const began = performance.now();
    let before = began;
    let frames = 0;
    let longest = 0;
    let down = false;
    // Kept here: asking the list would make the browser lay it out once more for each frame.
    let top = list?.scrollTop ?? 0;
    function frame(now: number) {
      frames++;
      longest = Math.max(longest, now - before);
      before = now;
      if (list !== null) {
        if (top < 1000) down = true;
        top += down ? 240 : -240;
        list.scrollTop = top;
      }
      if (now - began < ms) requestAnimationFrame(frame);
      else resolve({ fps: 1000 * (frames - 1) / (now - began), longest });
    }
    requestAnimationFrame(frame);
  });
}

/** Notes every task that blocks the page for more than 50 ms, from now on. */
export function watchLongTasks(): void {
  const tasks: number[] = [];
  Reflect.set(globalThis, "longTasks", tasks);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ entryTypes: ["longtask"] });
}

/** The long tasks noted since the last call, in ms. */
export function takeLongTasks(): number[] {
  const tasks: unknown = Reflect.get(globalThis, "longTasks");
  return Array.isArray(tasks) ? tasks.splice(0) : [];
}

/**
 * For so many ms, notes for each row that is drawn how old its event is at the next picture. The
 * row's text ends with `sent=` and the time at which the event was sent.
 */
export function eventToPixel(ms: number): Promise<number[]> {
  return new Promise((resolve) => {
    const seen = new Set<string>();
    const delays: number[] = [];
    const began = performance.now();
    function frame() {
      for (const row of document.querySelectorAll(".row")) {
        const sent = /sent=(\d+\.\d+)/.exec(row.textContent ?? "")?.[1];
        if (sent === undefined || seen.has(sent)) continue;
        seen.add(sent);
        const age = performance.timeOrigin + performance.now() - Number(sent);
        // What was sent before this began was drawn before it, too.
        if (age <= performance.now() - began) delays.push(age);
      }
      if (performance.now() - began < ms) requestAnimationFrame(frame);
      else resolve(delays);
    }
    requestAnimationFrame(frame);
  });
}

/** How long a key press took, in ms. */
export interface KeyTimes {
  /** Until the first picture that shows its result. */
  readonly picture: number;
  /** Until all rows have been looked at. */
  readonly all: number;
}

/** Times the next key press, and what the list makes of it. */
export function watchKey(): void {
  const times = new Promise<KeyTimes>((resolve) => {
    function whenWhole(picture: number, began: number) {
      const text = document.querySelector(".follow-bar .muted")?.textContent ?? "";
      if (text.includes("so far")) setTimeout(whenWhole, 4, picture, began);
      else resolve({ picture, all: performance.now() - began });
    }
    addEventListener("keydown", ({ timeStamp }) => {
      // The next frame draws the result; what waits behind it runs once it is drawn.
      requestAnimationFrame(() =>
        setTimeout(() => whenWhole(performance.now() - timeStamp, timeStamp), 0)
      );
    }, { once: true, capture: true });
  });
  Reflect.set(globalThis, "keyTimes", times);
}

/** What {@linkcode watchKey} found. */
export function takeKey(): Promise<KeyTimes> {
  return Reflect.get(globalThis, "keyTimes");
}

/** Zooms and moves the timeline for so many ms, one step a frame. */
export function moveTimeline(ms: number): Promise<Frames> {
  const target = document.querySelector(".timeline-scroll");
  const canvas = document.querySelector(".lanes");
  if (target === null || canvas === null) throw new Error("There is no timeline");
  const { left, width } = canvas.getBoundingClientRect();
  return new Promise((resolve) => {
    const began = performance.now();
    let before = began;
    let frames = 0;
    let longest = 0;
    function frame(now: number) {
      frames++;
      longest = Math.max(longest, now - before);
      before = now;
      const wave = Math.sin(frames / 20);
      target?.dispatchEvent(
        new WheelEvent("wheel", {
          deltaX: frames % 2 === 0 ? 40 * wave : 0,
          deltaY: frames % 2 === 0 ? 0 : 30 * wave,
          clientX: left + width / 2,
          bubbles: true,
          cancelable: true,
        }),
      );
      if (now - began < ms) requestAnimationFrame(frame);
      else resolve({ fps: 1000 * (frames - 1) / (now - began), longest });
    }
    requestAnimationFrame(frame);
  });
}
