import type { BoundPort } from "../bind.ts";
import type { Supervisor } from "../supervisor.ts";
import { AcceptWatch, type AcceptWatchParts } from "./accept_watch.ts";

/** What {@linkcode watchAccepting} joins. */
export interface AcceptingParts extends Pick<AcceptWatchParts, "clock"> {
  readonly ports: readonly BoundPort[];
  readonly supervisor: Pick<Supervisor, "hold" | "resolve">;
}

/** Watches that all ports of a server take connections, tells when one does not, and mends it. */
export function watchAccepting({ ports, supervisor, clock }: AcceptingParts): AcceptWatch {
  return new AcceptWatch({
    clock,
    places: () => ports.flatMap(({ addresses }) => addresses),
    tell({ port, address }, problem) {
      const about = `accept ${address} ${port}`;
      if (problem === null) return supervisor.resolve(about);
      supervisor.hold(about, `Port ${port} takes no connections on ${address}: ${problem}`);
    },
  });
}
