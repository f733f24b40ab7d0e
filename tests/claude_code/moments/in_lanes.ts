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
