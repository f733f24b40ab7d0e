/** The signals that ask a process to end, as far as this system has them. */
const END_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** A wait for the request to end. */
export interface EndSignal extends Disposable {
  /** Resolves with the first signal that asks this process to end. */
  readonly received: Promise<Deno.Signal>;
}

/**
 * Listens for the signals that ask this process to end.
 *
 * @param ignored signals that are swallowed instead, such as the end of a terminal
 */
export function endSignal(ignored: readonly Deno.Signal[] = []): EndSignal {
  const { promise, resolve } = Promise.withResolvers<Deno.Signal>();
  const handlers = END_SIGNALS.map((signal) => {
    const handler = () => {
      if (!ignored.includes(signal)) resolve(signal);
    };
    Deno.addSignalListener(signal, handler);
    return { signal, handler };
  });
  return {
    received: promise,
    [Symbol.dispose]() {
      for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
    },
  };
}
