import { signal } from "@preact/signals";

/** What lies over the view: at most one thing. */
export type Overlay = "palette" | "shortcuts" | "alerts";

/** What is open over the view now. */
export const overlay = signal<Overlay | null>(null);
