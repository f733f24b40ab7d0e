import { asksEmitters, type HeldToken, tokenSteps } from "../instance/home/emitter_token.ts";
import type { Finding } from "./finding.ts";
import type { InstanceRecord } from "../instance/home/record.ts";

/** What one settings file of Claude Code has it send. */
export interface WrittenHooks {
  readonly path: string;
  /** How `integrate` is called for this file. */
  readonly scope: string;
  readonly port: number;
  /** Whether something there needs a token where the server asks for one. */
  readonly needsToken: boolean;
  /** Whether all that needs a token, but telemetry, shows it. */
  readonly showsToken: boolean;
  /** Whether telemetry is sent, too. */
  readonly telemetry: boolean;
}

/** Says where Claude Code's hooks are refused, since a server asks for a token that they lack. */
export function tokenFindings(
  records: readonly InstanceRecord[],
  written: readonly WrittenHooks[],
  held: (token: string) => HeldToken,
): Finding[] {
  return records.flatMap((record) => {
    const { port, token } = record;
    const files = written.filter((hooks) => hooks.port === port);
    if (token === null || !asksEmitters(record) || files.length === 0) return [];
    if (!files.some(({ needsToken }) => needsToken)) {
      const message = `Claude Code's hooks need no token for the server on port ${port}`;
      return [{ check: "token", state: "ok", message }];
    }
    const telemetry = files.some((hooks) => hooks.telemetry);
    const findings = [
      ...files.filter((hooks) => !hooks.showsToken).map(withoutToken),
      ...environmentFindings(port, held(token), telemetry),
    ];
    const message = `Claude Code's hooks show the token of the server on port ${port}`;
    return findings.length > 0 ? findings : [{ check: "token", state: "ok", message }];
  });
}

function withoutToken({ path, scope, port }: WrittenHooks): Finding {
  return {
    check: "token",
    state: "error",
    message: `The server on port ${port} asks for its token, and what ${path} has Claude Code ` +
      "send shows none: it is refused",
    advice: integrateAgain({ port, scope }),
  };
}

/** The command that puts hooks anew where they are. */
export function integrateAgain({ port, scope }: Pick<WrittenHooks, "port" | "scope">): string {
  return `mpm-monitor integrate claude-code --port ${port}${
    scope === "user" ? "" : ` --scope ${scope}`
  }`;
}

function environmentFindings(port: number, held: HeldToken, telemetry: boolean): Finding[] {
  const steps = tokenSteps(port, held, { telemetry });
  if (steps.length === 0) return [];
  const what = held.variable === "same" ? "Claude Code's telemetry" : "Claude Code";
  return [{
    check: "token",
    state: "warning",
    message: `${what}, started from here, does not have the token of the server on port ${port}`,
    advice: steps.join("\n"),
  }];
}
