/** Points at which something waits until a test lets it go on. */
export interface Gates {
  /** Resolves when the gate is open, or at once if it already is. */
  wait(name: string): Promise<void>;
  /** Opens a gate for good. */
  open(name: string): void;
  /** Lets go of all who wait, and closes all gates again. */
  reset(): void;
  /** Opens all of them, also those that nobody has come to yet. */
  openAll(): void;
}

/** Makes {@linkcode Gates}; all are closed. */
export function makeGates(): Gates {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  let open = false;
  const gate = (name: string) => {
    let found = gates.get(name);
    if (found === undefined) gates.set(name, found = Promise.withResolvers<void>());
    if (open) found.resolve();
    return found;
  };
  return {
    wait: (name) => gate(name).promise,
    open: (name) => gate(name).resolve(),
    reset() {
      for (const each of gates.values()) each.resolve();
      gates.clear();
    },
    openAll() {
      open = true;
      for (const each of gates.values()) each.resolve();
    },
  };
}
