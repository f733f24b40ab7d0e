import type { ErrorCode, UserErrorInit } from "../../user_error.ts";
import type { TakenAnswer } from "../../ports/allocate.ts";
import type { StartOptions } from "../../config/settings.ts";
import type { InstanceRecord } from "../home/record.ts";

/**
 * The words between `start` and the server process that it launches. The order goes through
 * standard input, never through arguments, which every user of the machine can read. The server
 * calls back on a loopback connection, one JSON document a line, and proves with the nonce that it
 * is the one that was launched.
 */

/** What a server is asked to be. */
export interface ServePlan {
  /** State folder. */
  readonly home: string;
  readonly instance: string;
  readonly secret: string;
  /** What readers have to show; `null` when nobody is asked for it. */
  readonly token: string | null;
  readonly mode: "background" | "foreground";
  /** What the person asked for. */
  readonly options: StartOptions;
  /** How many files the server's process may have open; absent where there is no limit. */
  readonly files?: number | null;
  /** Ports to try for the server, in this order. */
  readonly ports: readonly number[];
  /** Ports to try for the dashboard, in this order; the server's own is left out. */
  readonly dashboardPorts: readonly number[];
  /** Whether the server may do without a dashboard port when all of them are taken. */
  readonly dashboardOptional: boolean;
  /** Ports of the server that this one replaces; it gives them up once this one is ready. */
  readonly predecessor?: readonly number[];
}

/** All that the launched process is told. */
export interface LaunchOrder {
  readonly nonce: string;
  /** Where the launching process listens. */
  readonly callback: { readonly hostname: string; readonly port: number };
  /** Where the process's own output goes until its port is known. */
  readonly output: string;
  readonly plan: ServePlan;
}

/** Which of the two ports is meant. */
export type PortRole = "server" | "dashboard";

/** What a running server tells about itself: its record without what is secret. */
export interface ServeFacts extends Omit<InstanceRecord, "secret" | "token"> {
  /** What a person should know at its start, such as that the last run did not end well. */
  readonly notices?: readonly string[];
}

/** A failure on its way to the launching process. */
export interface ServeFailure extends Omit<UserErrorInit, "cause" | "code"> {
  readonly code: ErrorCode;
  readonly message: string;
}

/** From the server to the launching process. */
export type LaunchMessage =
  | { readonly kind: "hello"; readonly nonce: string }
  | { readonly kind: "taken"; readonly role: PortRole; readonly port: number }
  /**
   * The ports are held, but for those of a predecessor, and nothing else is in the way. Nothing has
   * been opened yet. The server waits for a reply.
   */
  | { readonly kind: "bound"; readonly port: number }
  | { readonly kind: "ready"; readonly facts: ServeFacts }
  | { readonly kind: "failed"; readonly failure: ServeFailure };

/** From the launching process to the server, after `taken` and `bound`. */
export interface LaunchReply {
  readonly answer: TakenAnswer | "go";
}

/** What a starting server asks of whoever starts it. */
export interface LaunchHooks {
  /** Asked about each taken port before the next one is tried. */
  readonly onTaken: (role: PortRole, port: number) => Promise<TakenAnswer>;
  /** Called when nothing is in the way any more, before the store is opened. */
  readonly onBound: (port: number) => Promise<void>;
}
