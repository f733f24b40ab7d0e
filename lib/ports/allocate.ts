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
}

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
    const second = await tryBind(port, options);
    if (second !== null) return second;
  }
  return null;
}

/** The ports to try for a dashboard: the range's second, which people know, then the others. */
export function dashboardCandidates(range: readonly number[]): number[] {
  const [first, usual, ...others] = range;
  return [usual, ...others, first].filter((port) => port !== undefined);
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
