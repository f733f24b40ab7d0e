/** Scenarios that are played at once, each in a world of its own: most of the time they wait. */
export const LANES = 3;

/** Deno cannot tell what belongs to which of several steps that run at once. */
export const SIDE_BY_SIDE = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };

/**
 * Works off some items, several at once: each lane has what it needs of its own, and takes the next
 * item when it is through with one.
 */
export async function inLanes<Item, Lane extends AsyncDisposable>(
  items: readonly Item[],
  { lanes, make, run }: {
    readonly lanes: number;
    readonly make: () => Promise<Lane>;
    readonly run: (item: Item, lane: Lane) => Promise<void>;
  },
): Promise<void> {
  const left = [...items];
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, async () => {
    await using lane = await make();
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item, lane);
  }));
}
