/** What the fake model does, as data. */

/** A tool that the model calls: its name and input. */
export type ToolCall = readonly [name: string, input: Readonly<Record<string, unknown>>];

/** The answer to one request. */
export interface Step {
  readonly text?: string;
  readonly tools?: readonly ToolCall[];
  /** Nothing is answered before the test opens the gate of this name. */
  readonly gate?: string;
  /** So many words come first, and the rest when the gate is opened. */
  readonly wordsBeforeGate?: number;
  /** Status, type and message of a refusal. */
  readonly error?: readonly [status: number, type: string, message: string];
  /** The reason for stopping, where it is another one than its content says. */
  readonly stop?: string;
}

/** The steps of one agent, one for each request that it makes. */
export type Script = readonly Step[];

/** A prompt that has the agent who reads it play a script. */
export function play(name: string): string {
  return `Please play:${name}`;
}
