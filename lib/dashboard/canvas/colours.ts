import { HUES } from "../ui/hues.ts";

/** The colours of the present theme, as a canvas needs them. */
export interface Colours {
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly waiting: string;
  readonly error: string;
  readonly running: string;
  readonly sessions: readonly string[];
}

const NAMES = [
  "ground",
  "panel",
  "line",
  "text",
  "muted",
  "accent",
  "waiting",
  "error",
  "running",
] as const;

/** Reads the colours that the styles give now. */
export function readColours(): Colours {
  const probe = document.createElement("span");
  // Where the system forces colours, the canvas keeps its own: they mean something.
  probe.style.setProperty("forced-color-adjust", "none");
  document.body.append(probe);
  const resolve = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const named = Object.fromEntries(NAMES.map((name) => [name, resolve(`var(--${name})`)]));
  const sessions = Array.from({ length: HUES }, (_, hue) => {
    probe.className = `hue-${hue}`;
    return resolve("oklch(var(--bar-light) 0.11 var(--hue))");
  });
  probe.remove();
  return { ...named as Record<typeof NAMES[number], string>, sessions };
}
