/**
 * The server of one instance: HTTP routes and socket feed on already bound ports.
 * `lib/daemon/` decides ports, records and life cycle; nothing here knows of them.
 */
import type { Store } from "../store/store.ts";
import type { BoundPort } from "./bind.ts";

export { bindPort, type BoundPort, LOOPBACK, PortTakenError } from "./bind.ts";

/** What a server needs to run. */
export interface MonitorServerOptions {
  /** The server's own port, already bound. */
  readonly main: BoundPort;
  /** The dashboard's port, already bound, where there is one. */
  readonly dashboard: BoundPort | null;
  readonly store: Store;
  /** Random id of this run. */
  readonly instance: string;
  /** Bearer token of control requests. */
  readonly secret: string;
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly startedAt: number;
  /** Called once when an authorised control request asks the server to end. */
  readonly onStopRequested: (reason: "stop" | "restart") => void;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** A running server. */
export interface MonitorServer {
  /**
   * Stops accepting, tells the clients why, disconnects them and closes the ports. The store stays
   * open: it belongs to the caller. Resolves with the number of clients that were connected.
   */
  close(reason: "stop" | "restart"): Promise<{ clients: number }>;
}

/** Puts the application and the socket feed on the bound ports. */
export function startMonitorServer(_options: MonitorServerOptions): MonitorServer {
  throw new Error("not written yet");
}
