/** All that we put into a settings file, together. */
import { type Address, isSameAddress } from "../address.ts";
import type { HookGroup } from "../hooks.ts";
import { hooksIn, withHooks, withoutHooks } from "./hooks_text.ts";
import { teeOf, withoutTee, withTee } from "./status_line_text.ts";
import { telemetryOf, withoutTelemetry, withTelemetry } from "./telemetry_text.ts";

/** What is put into a settings file. */
export interface Parts {
  /** Where status line and telemetry go. */
  readonly address: Address;
  readonly hooks: ReadonlyMap<string, HookGroup>;
  /** Whether the status line's input goes to the monitor, too. */
  readonly statusLine: boolean;
  /** Whether telemetry is sent to the monitor. */
  readonly telemetry: boolean;
  /** Whether hooks and status line show the token of the environment. */
  readonly token: boolean;
}

/** The text with these parts in it; it has none of ours yet. */
export function withParts(text: string, parts: Parts): string {
  const { address, hooks, statusLine, telemetry, token } = parts;
  let next = text;
  if (telemetry) next = withTelemetry(next, address);
  if (statusLine) next = withTee(next, { ...address, token });
  return withHooks(next, hooks);
}

/**
 * The text without anything of ours.
 *
 * @param before the text as it once was, where that is known
 */
export function withoutParts(text: string, before: string | null): string {
  return withoutTelemetry(withoutTee(withoutHooks(text), before), before);
}

/** Which of the optional parts are in a text. */
export function partsIn(text: string): Pick<Parts, "statusLine" | "telemetry" | "token"> {
  const tee = teeOf(text);
  return {
    statusLine: tee !== null,
    telemetry: telemetryOf(text) !== null,
    token: (hooksIn(text)?.token ?? false) || (tee?.token ?? false),
  };
}

/** Whether a text has these parts already, and no other ones of ours. */
export function hasParts(text: string, parts: Parts): boolean {
  const { address, hooks, statusLine, telemetry, token } = parts;
  const tee = teeOf(text);
  return withHooks(text, hooks) === text &&
    isSameAddress(tee, statusLine ? address : null) &&
    (tee === null || tee.token === token) &&
    isSameAddress(telemetryOf(text), telemetry ? address : null) &&
    (!telemetry || withTelemetry(text, address) === text);
}
