/** Line drawings on a 20 x 20 grid, in the colour of the text around them. */
const PATHS = {
  live: "M2 10h3l2.5-6 5 12 2.5-6h3",
  overview: "M3 4h14M3 10h14M3 16h14M3 4v.01M7 7.5v5",
  history: "M10 5v5l3.5 2M3.2 8.5A7 7 0 1 1 3 10M3 4v4.5h4.5",
  timeline: "M3 5h7M8 10h8M5 15h9",
  metrics: "M3 17V3M3 17h14M7 13V9M11 13V5M15 13v-3",
  connections:
    "M6 10a2.5 2.5 0 1 1-.01 0M14 4.5a2 2 0 1 1-.01 0M14 11.5a2 2 0 1 1-.01 0M8.3 11l3.7-3M8.3 12.5l3.7.7",
  search: "M9 3.5a5.5 5.5 0 1 1-.01 0M13 13l4 4",
  close: "M5 5l10 10M15 5L5 15",
  pause: "M7 4v12M13 4v12",
  down: "M10 3v12M5 10.5l5 5 5-5",
  save: "M10 3v9M6 8.5l4 4 4-4M3 13v4h14v-4",
  sun:
    "M10 6.5a3.5 3.5 0 1 1-.01 0M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4",
  moon: "M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z",
  screen: "M3 4h14v9H3zM7 17h6M10 13v4",
  copy: "M7 7h9v9H7zM4 13V4h9",
  check: "M4 10.5l4 4 8-9",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 18h3",
  bellOff: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 18h3M3 3l14 14",
  command: "M3 4h14v12H3zM6 8l2.5 2L6 12M10.5 12.5H14",
  chevron: "M7 4l6 6-6 6",
  hand: "M10 2v6M10 12v.01M3 17L10 3l7 14z",
  play: "M6 4l10 6-10 6z",
} as const;

/** Names of all drawings. */
export type IconName = keyof typeof PATHS;

/** One drawing; beside a word or under a label, so that readers of the page pass over it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
