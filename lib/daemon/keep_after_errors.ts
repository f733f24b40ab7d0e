/** What {@linkcode keepAfterErrors} tells of errors that nobody caught. */
export type Complain = (words: string) => void;

/**
 * One broken connection must not end the server for all others: what nobody caught is written down,
 * and the server goes on.
 */
export function keepAfterErrors(complain: Complain): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    complain(`Unhandled rejection: ${describe(event.reason)}`);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    complain(`Uncaught error: ${describe(event.error)}`);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
