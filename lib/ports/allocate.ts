import { delay } from "@std/async/delay";

/** What to do about a port that somebody else holds. */
export type TakenAnswer = "retry" | "next";

/** How {@linkcode allocate} reaches the world. */
export interface AllocateOptions<Bound> {
  /** Takes a port; binding is the only check whether it is free. */
  readonly bind: (port: number) => Promise<Bound>;
  /** Whether this failure of `bind` means that the port is taken. */
  readonly isTaken: (error: unknown) => boolean;
  /** Asked once for each taken port; `retry` says that it has just been freed. */
  readonly onTaken: (port: number) => Promise<TakenAnswer>;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** Waits between the tries to take a freed port, in ms: its holder's last threads may still end. */
const PAUSES = [0, 10, 20, 50, 100, 200, 400, 800];

/**
 * Walks over the candidates in their order and takes the first that can be bound.
 *
 * @returns what `bind` gave, or `null` when all are taken
 * @throws what `bind` threw, when that is not about a taken port
 */
export async function allocate<Bound>(
  candidates: readonly number[],
  options: AllocateOptions<Bound>,
): Promise<Bound | null> {
  for (const port of candidates) {
    const bound = await tryBind(port, options);
    if (bound !== null) return bound;
    if (await options.onTaken(port) === "next") continue;
    const freed = await tryFreed(port, options);
    if (freed !== null) return freed;
  }
  return null;
}

/** The ports to try for a dashboard: the range's second, which people know, then the others. */
export function dashboardCandidates(range: readonly number[]): number[] {
  const [first, usual, ...others] = range;
  return [usual, ...others, first].filter((port) => port !== undefined);
}

async function tryFreed<Bound>(
  port: number,
  options: AllocateOptions<Bound>,
): Promise<Bound | null> {
  const { sleep = (ms) => delay(ms) } = options;
  for (const pause of PAUSES) {
    await sleep(pause);
    const bound = await tryBind(port, options);
    if (bound !== null) return bound;
  }
  return null;
}

async function tryBind<Bound>(
  port: number,
  { bind, isTaken }: AllocateOptions<Bound>,
): Promise<Bound | null> {
  try {
    return await bind(port);
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}
