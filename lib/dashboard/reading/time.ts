const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

/** `14:02:11.3`, local time. */
export function clockTime(ms: number): string {
  const tenth = Math.floor((((ms % 1000) + 1000) % 1000) / 100);
  return `${clock.format(ms)}.${tenth}`;
}

/** Whether a moment lies in the present day, local time. */
export function isToday(ms: number, now: number): boolean {
  const begin = new Date(now).setHours(0, 0, 0, 0);
  return ms >= begin && ms < new Date(begin).setHours(24);
}

const dayOfYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const dayOnly = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** `22 Nov`, local time; `22 Nov 2024` where the year is not the present one. */
export function shortDay(ms: number, now: number): string {
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOnly : dayOfYear).format(ms);
}

/** `Sun 22 Nov, 14:02:11.3`, local time. */
export function dayTime(ms: number): string {
  return `${day.format(ms)}, ${clockTime(ms)}`;
}

/** A length of time with a unit that fits it: `40 ms`, `1.2 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** The same with tenths of a millisecond, where they count: `2.6 ms`. */
export function exact(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : duration(ms);
}

/** How long ago, for a glance: `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 2) return "just now";
  return `${shortSpan(ms)} ago`;
}

/** A length of time for a glance, one unit: `12 s`, `5 min`, `3 h`, `2 days`. */
export function shortSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "1 day" : `${days} days`;
}
