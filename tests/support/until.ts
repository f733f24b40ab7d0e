/** How {@linkcode until} waits. */
export interface UntilOptions {
  /** Milliseconds after which the wait fails; 60,000 unless said. */
  readonly timeout?: number;
  /** Milliseconds between two looks; 20 unless said. */
  readonly interval?: number;
}

/**
 * Waits until `probe` gives something truthy, and returns that. A probe that throws counts as "not
 * yet"; what it threw last is reported when the time is up.
 *
 * @param what what is waited for, as it completes "Gave up waiting for …"
 * @throws {Error} when the time is up
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<Exclude<T, undefined | null | false | 0 | "">> {
  const { timeout = 60_000, interval = 20 } = options;
  const deadline = performance.now() + timeout;
  let last: unknown;
  let failure: unknown;
  do {
    try {
      last = await probe();
      failure = undefined;
      if (last) return last as Exclude<T, undefined | null | false | 0 | "">;
    } catch (error) {
      failure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  } while (performance.now() < deadline);
  const seen = failure === undefined
    ? `last seen: ${Deno.inspect(last)}`
    : `last error: ${failure}`;
  throw new Error(`Gave up waiting for ${what} after ${timeout} ms; ${seen}`, { cause: failure });
}
