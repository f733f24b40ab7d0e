/** A moment with its offset from UTC, as queries read it: `2026-11-22T14:30:15+01:00`. */
export function writeMoment(ms: number): string {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const east = -date.getTimezoneOffset();
  const away = Math.abs(east);
  const offset = `${east < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  return `${day}T${time}${offset}`;
}

/** `today`, `14:30`, `2026-07-02T14:30`: what means another moment in another time zone. */
export function isLocalMoment(text: string): boolean {
  if (/^(today|yesterday|\d{1,2}:\d\d)$/.test(text)) return true;
  return /^\d{4}-\d\d-\d\d/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/i.test(text);
}
