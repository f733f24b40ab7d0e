/** `2h 15m 30s`; days where there are any; `0s` at least. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return "0s";
  return parts.slice(first).map(([amount, unit]) => `${amount}${unit}`).join(" ");
}

/** `2h 10m`, without the seconds once there are minutes. */
export function formatSpan(ms: number): string {
  const text = formatDuration(ms);
  return ms >= 60_000 ? text.replace(/ \d+s$/, "") : text;
}

/** `2h 10m ago`. */
export function formatAge(ms: number): string {
  return `${formatSpan(ms)} ago`;
}

/** `1,247`, whatever the language of the machine. */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 client`, `3 clients`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `0.17/sec`. */
export function formatRate(count: number, ms: number): string {
  return `${(ms > 0 ? count / (ms / 1000) : 0).toFixed(2)}/sec`;
}
