import type { ErrorCode, UserErrorInit } from "../user_error.ts";
import type { TakenAnswer } from "../ports/allocate.ts";
import type { InstanceRecord, StartOptions } from "./record.ts";

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
  readonly mode: "background" | "foreground";
  /** What the person asked for. */
  readonly options: StartOptions;
  /** Ports to try, in this order. */
  readonly ports: readonly number[];
  /** All ports of the range, for the choice of a dashboard port. */
  readonly range: readonly number[];
}

/** All that the launched process is told. */
export interface LaunchOrder {
  readonly nonce: string;
  /** Where the launching process listens, on 127.0.0.1. */
  readonly callback: number;
  /** Where the process's own output goes until its port is known. */
  readonly output: string;
  readonly plan: ServePlan;
}

/** Which of the two ports is meant. */
export type PortRole = "server" | "dashboard";

/** What a running server tells about itself: its record without its secret. */
export type ServeFacts = Omit<InstanceRecord, "secret">;

/** A failure on its way to the launching process. */
export interface ServeFailure extends Omit<UserErrorInit, "cause" | "code"> {
  readonly code: ErrorCode;
  readonly message: string;
}

/** From the server to the launching process. */
export type LaunchMessage =
  | { readonly kind: "hello"; readonly nonce: string }
  | { readonly kind: "taken"; readonly role: PortRole; readonly port: number }
  | { readonly kind: "ready"; readonly facts: ServeFacts }
  | { readonly kind: "failed"; readonly failure: ServeFailure };

/** From the launching process to the server, after `taken`. */
export interface TakenReply {
  readonly answer: TakenAnswer;
}
