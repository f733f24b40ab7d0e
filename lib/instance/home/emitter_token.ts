/** Whether those who send events from this machine have the token that they are asked for. */
import type { Environment } from "./paths.ts";
import type { InstanceRecord } from "./record.ts";
import { TOKEN_VARIABLE } from "./token.ts";

/** Carries a header for telemetry's logs alone, wherever other telemetry goes. */
const TELEMETRY_VARIABLE = "OTEL_EXPORTER_OTLP_LOGS_HEADERS";

const BEARER = /^authorization=bearer(?:\s|%20)+(.+)$/i;

/** What an environment holds of a server's token; programs started from it hold the same. */
export interface HeldToken {
  readonly variable: "same" | "other" | "unset";
  readonly telemetry: "same" | "other" | "unset";
}

/** Whether a server asks also those on this machine who only send. */
export function asksEmitters(
  { options, token }: Pick<InstanceRecord, "options" | "token">,
): boolean {
  return token !== null && options.token === "always";
}

/** Compares an environment with the token of a server. */
export function heldToken(token: string, env: Environment): HeldToken {
  const compare = (value: string | undefined) =>
    !value ? "unset" : value === token ? "same" : "other";
  const headers = env(TELEMETRY_VARIABLE)?.split(",").map((header) => header.trim()) ?? [];
  const shown = headers.map((header) => BEARER.exec(header)?.[1]).find((value) => value);
  return { variable: compare(env(TOKEN_VARIABLE)), telemetry: compare(shown) };
}

/** What to do so that Claude Code has the token, one step a line; empty where it has it. */
export function tokenSteps(
  port: number,
  held: HeldToken,
  { telemetry }: { readonly telemetry: boolean },
): string[] {
  const steps: string[] = [];
  if (held.variable === "unset") {
    steps.push(`export ${TOKEN_VARIABLE}=TOKEN # of your own choice, in your shell's profile`);
  }
  if (held.variable !== "same") steps.push(`mpm-monitor restart --port ${port}`);
  if (telemetry && held.telemetry !== "same") {
    steps.push(`export ${TELEMETRY_VARIABLE}="Authorization=Bearer $${TOKEN_VARIABLE}"`);
  }
  return steps;
}
