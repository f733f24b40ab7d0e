/** Milliseconds that a server's graceful end may take. */
export const GRACE = 5_000;
