import { quantile } from "../report.ts";

/** ms since 1970 with fractions, the same for all processes of a machine. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** The middle, the 99th of 100 and the greatest of what was measured; 0 of nothing. */
export function quantiles(values: readonly number[]): { p50: number; p99: number; max: number } {
  const at = (share: number) => values.length === 0 ? 0 : quantile(values, share);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Processor time that a process has used, in s, by thread; Linux only. */
export interface Cost {
  readonly all: number;
  /** The thread that serves HTTP and sockets. */
  readonly main: number;
}

/** What a process has cost since it began. */
export async function costOf(pid: number): Promise<Cost> {
  const [all, main] = await Promise.all([
    Deno.readTextFile(`/proc/${pid}/stat`),
    Deno.readTextFile(`/proc/${pid}/task/${pid}/stat`),
  ]);
  return { all: secondsIn(all), main: secondsIn(main) };
}

/** Ticks of user and system time, a hundred a second, are fields 14 and 15. */
function secondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in bytes; Linux only. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

/** By how much the values grow in an hour, by least squares; `at` in ms. */
export function slopeAnHour(samples: readonly { at: number; value: number }[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(samples.map(({ at }) => at));
  const level = mean(samples.map(({ value }) => value));
  const spread = samples.reduce((sum, { at }) => sum + (at - middle) ** 2, 0);
  const rise = samples.reduce((sum, { at, value }) => sum + (at - middle) * (value - level), 0);
  return rise / spread * 3_600_000;
}
