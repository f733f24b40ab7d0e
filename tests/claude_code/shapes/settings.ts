/** Kinds that take commands only. */
const BY_COMMAND = new Set(["SessionStart", "Setup"]);

/** A hook for it would take over what Claude Code does. */
const LEFT_OUT = new Set(["WorktreeCreate"]);

/** Settings with which Claude Code sends everything that it has to a recorder. */
export function recordingSettings(
  url: string,
  kinds: readonly string[],
): Readonly<Record<string, unknown>> {
  const command = `curl -s --data-binary @- ${url}`;
  const hooks = kinds.filter((kind) => !LEFT_OUT.has(kind)).map((kind) => {
    const hook = BY_COMMAND.has(kind)
      ? { type: "command", command: `${command}/hook`, timeout: 5 }
      : { type: "http", url: `${url}/hook`, timeout: 5 };
    return [kind, [{ hooks: [hook] }]];
  });
  return {
    hooks: Object.fromEntries(hooks),
    statusLine: { type: "command", command: `${command}/statusline` },
    env: {
      CLAUDE_CODE_ENABLE_TELEMETRY: "1",
      OTEL_LOGS_EXPORTER: "otlp",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_LOGS_EXPORT_INTERVAL: "500",
      OTEL_METRIC_EXPORT_INTERVAL: "2000",
    },
  };
}
