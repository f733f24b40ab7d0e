/** The ways to hook a real Claude Code that are compared, as its settings. */
import { hooksFor } from "../../../lib/integrate/hooks.ts";
import { kindsOf, type Release } from "../../../lib/integrate/kinds.ts";
import { PRESETS, telemetryVariables } from "../../../lib/integrate/telemetry.ts";

/** What the port that hooks are about does. */
export type PortState = "up" | "slow" | "hangs" | "down";

/** One way of hooking, with a monitor in some state. */
export interface Way {
  readonly name: string;
  readonly state: PortState;
  /** The settings file, for a port. */
  readonly settings: (port: number, release: Release) => unknown;
}

const STATES: readonly PortState[] = ["up", "slow", "hangs", "down"];

/** The shell command of a hook that posts by itself. */
function curl(port: number): string {
  return `curl -qsm1 --noproxy '*' --data-binary @- http://127.0.0.1:${port}/hooks/claude ` +
    ">/dev/null 2>&1||:";
}

function everyKind(release: Release, hook: Record<string, unknown>) {
  const kinds = kindsOf(release).filter((kind) =>
    hook["type"] !== "http" || kind !== "SessionStart"
  );
  return { hooks: Object.fromEntries(kinds.map((kind) => [kind, [{ hooks: [hook] }]])) };
}

function ours(port: number, kinds: readonly string[]) {
  const groups = hooksFor({ host: "127.0.0.1", port, kinds, program: ["true"] });
  return { hooks: Object.fromEntries(Array.from(groups, ([kind, group]) => [kind, [group]])) };
}

const KINDS: Readonly<Record<string, Way["settings"]>> = {
  "http": (port, release) =>
    everyKind(release, {
      type: "http",
      url: `http://127.0.0.1:${port}/hooks/claude`,
      timeout: 2,
    }),
  "async curl": (port, release) =>
    everyKind(release, { type: "command", command: curl(port), async: true, timeout: 10 }),
  "spool": (port, release) => ours(port, kindsOf(release)),
  "spool, telemetry": (port, release) => ({
    ...ours(port, kindsOf(release)),
    env: {
      ...telemetryVariables({ host: "127.0.0.1", port }),
      ...Object.fromEntries(PRESETS.map(({ name, value }) => [name, value])),
    },
  }),
};

/** All ways, the first without any hook; `chosen` names some. */
export function waysOf(chosen: readonly string[]): readonly Way[] {
  const hooked = Object.entries(KINDS).flatMap(([name, settings]) =>
    STATES.map((state) => ({ name, state, settings }))
  );
  return [{ name: "none", state: "down" as const, settings: () => ({}) }, ...hooked]
    .filter(({ name, state }) =>
      chosen.length === 0 || name === "none" || chosen.includes(name) ||
      chosen.includes(`${name}/${state}`)
    );
}
