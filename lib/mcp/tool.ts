import type { JsonObject } from "../events/event.ts";
import type { ArgumentSpecs } from "./argument_spec.ts";
import type { ToolArguments } from "./read_arguments.ts";

/** A tool that clients can call, declared as data. All of ours only read. */
export interface Tool {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For the model: when to call it, what comes back, and how to get the rest. */
  readonly description: string;
  readonly arguments: ArgumentSpecs;
  /**
   * Answers a call; what it returns has few enough bytes for a model to read.
   *
   * @param signal aborted when the client takes its call back
   * @throws {UserError} that says what to do
   */
  call(args: ToolArguments, signal: AbortSignal): Promise<JsonObject>;
}
