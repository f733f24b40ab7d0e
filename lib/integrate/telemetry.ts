/** The variables by which Claude Code sends its telemetry, as data. */

/** Tells where the logs go; by its value the variables are known as ours. */
export const ENDPOINT = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";
/** Without it there is no telemetry at all; others may have set it for metrics. */
export const SWITCH = "CLAUDE_CODE_ENABLE_TELEMETRY";

/**
 * The variables that send telemetry's events to a port. They are about logs alone: where somebody
 * sends metrics or traces to elsewhere, they go on to do so.
 */
export function telemetryVariables(port: number): Readonly<Record<string, string>> {
  return {
    [SWITCH]: "1",
    OTEL_LOGS_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "http/json",
    [ENDPOINT]: `http://127.0.0.1:${port}/v1/logs`,
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

/** The port of an endpoint that we wrote; `null` for any other. */
export function telemetryPort(endpoint: unknown): number | null {
  const match = typeof endpoint === "string"
    ? /^http:\/\/127\.0\.0\.1:(\d{1,5})\/v1\/logs$/.exec(endpoint)
    : null;
  return match === null ? null : Number(match[1]);
}
