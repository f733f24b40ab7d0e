/** How long the other side may take: a machine that is busy with other tests takes its time. */
export const PATIENCE = { timeout: 240_000, interval: 200 } as const;
