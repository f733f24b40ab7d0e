/** The variables by which Claude Code sends its telemetry, as data. */
import { type Address, addressIn, addressUrl } from "./address.ts";

/** Tells where the logs go; by its value the variables are known as ours. */
export const ENDPOINT = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
const PATH = "/v1/logs";
/** Without it there is no telemetry at all; others may have set it for metrics. */
export const SWITCH = "CLAUDE_CODE_ENABLE_TELEMETRY";

/**
 * The variables that send telemetry's events to a server. They are about logs alone: where somebody
 * sends metrics or traces to elsewhere, they go on to do so.
 */
export function telemetryVariables(address: Address): Readonly<Record<string, string>> {
  return {
    [SWITCH]: "1",
    OTEL_LOGS_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "http/json",
    [ENDPOINT]: addressUrl(address, PATH),
  };
}

/** A variable that is set only where nobody has chosen a value: theirs stays. */
export interface Preset {
  readonly name: string;
  readonly value: string;
  /** Whether it is about all telemetry, not logs alone: others' then does without it. */
  readonly general: boolean;
}

/** Times in ms. */
export const PRESETS: readonly Preset[] = [
  // How often logs are sent: a person's yes to a question is then seen within a second.
  { name: "OTEL_LOGS_EXPORT_INTERVAL", value: "1000", general: false },
  // How long Claude Code waits at its end for a server that hangs; unless said it is twice that.
  { name: "CLAUDE_CODE_OTEL_SHUTDOWN_TIMEOUT_MS", value: "1000", general: true },
];

/** Where an endpoint that we wrote leads; `null` for any other. */
export function telemetryAddress(endpoint: unknown): Address | null {
  return addressIn(endpoint, PATH);
}
