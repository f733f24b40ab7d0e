/** The telemetry variables in the text of a settings file. */
import type { Address } from "../address.ts";
import { findNodeAtLocation, getNodeValue } from "jsonc-parser";
import { ENDPOINT, PRESETS, SWITCH, telemetryAddress, telemetryVariables } from "../telemetry.ts";
import { behindMark, notEmpty, parseSettings, SettingsError, setValue } from "./json_text.ts";
import { styleOf } from "./text_style.ts";

/**
 * The text with the variables that send telemetry to a server.
 *
 * @throws {SettingsError} when it is sent elsewhere already, or the text cannot be read
 */
export function withTelemetry(text: string, address: Address): string {
  return behindMark(text, (text) => {
    const env = envIn(text);
    refuseElsewhere(env, address);
    const style = styleOf(text);
    let next = notEmpty(text);
    for (const [name, value] of Object.entries(telemetryVariables(address))) {
      if (env[name] !== value) next = setValue(next, ["env", name], value, style);
    }
    for (const { name, value, general } of PRESETS) {
      if (Object.hasOwn(env, name) || (general && sendsMore(env))) continue;
      next = setValue(next, ["env", name], value, style);
    }
    return next;
  });
}

/**
 * The text without the variables that we put in.
 *
 * @param before the text as it once was: what was in it then is not ours
 */
export function withoutTelemetry(text: string, before: string | null): string {
  return behindMark(text, (text) => {
    const env = envIn(text);
    const address = telemetryAddress(env[ENDPOINT]);
    if (address === null) return text;
    const earlier = before === null ? null : envIn(before.replace(/^\ufeff/, ""));
    const style = styleOf(text);
    let next = text;
    const presets = PRESETS.map(({ name, value }) => [name, value] as const);
    for (const [name, value] of [...Object.entries(telemetryVariables(address)), ...presets]) {
      const isTheirs = earlier !== null && Object.hasOwn(earlier, name);
      if (env[name] !== value || isTheirs) continue;
      if (name === SWITCH && earlier === null && sendsMore(env)) continue;
      next = setValue(next, ["env", name], undefined, style);
    }
    const hadEnv = earlier !== null && findEnv(before?.replace(/^\ufeff/, "") ?? "") !== undefined;
    return !hadEnv && Object.keys(envIn(next)).length === 0
      ? setValue(next, ["env"], undefined, style)
      : next;
  });
}

/** Where a text sends telemetry to; `null` where we do not. */
export function telemetryOf(text: string): Address | null {
  return telemetryAddress(envIn(text.replace(/^\ufeff/, ""))[ENDPOINT]);
}

/** Claude Code sends its logs to one place: somebody's own choice is not changed. */
function refuseElsewhere(env: Readonly<Record<string, unknown>>, address: Address): void {
  for (const [name, value] of Object.entries(telemetryVariables(address))) {
    if (!Object.hasOwn(env, name) || env[name] === value) continue;
    throw new SettingsError(
      `Its "env" sets ${name} to ${JSON.stringify(env[name])}: its telemetry is set up already`,
    );
  }
  const general = env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  if (env["OTEL_LOGS_EXPORTER"] !== undefined && env[ENDPOINT] === undefined && general) {
    throw new SettingsError(`Its "env" sends telemetry to ${JSON.stringify(general)} already`);
  }
}

function sendsMore(env: Readonly<Record<string, unknown>>): boolean {
  return ["OTEL_METRICS_EXPORTER", "OTEL_TRACES_EXPORTER"].some((name) => Object.hasOwn(env, name));
}

function findEnv(text: string) {
  return findNodeAtLocation(parseSettings(text), ["env"]);
}

function envIn(text: string): Readonly<Record<string, unknown>> {
  const node = findEnv(text);
  return node === undefined ? {} : getNodeValue(node);
}
