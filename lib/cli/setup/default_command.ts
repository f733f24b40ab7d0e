import { inspectInstances } from "../../instance/inspect.ts";
import { readSettings } from "../core/settings.ts";
import { canAsk } from "./can_ask.ts";

/**
 * The command when none is typed: a person on a terminal who has no server is offered one; all
 * others, such as scripts and agents, see how things are.
 *
 * @param rest what was typed beside
 */
export async function defaultCommand(rest: readonly string[]): Promise<"setup" | "status"> {
  if (rest.includes("--yes")) return "setup";
  const env = (name: string) => Deno.env.get(name);
  const isPerson = canAsk() && !env("CI") && env("CLAUDECODE") !== "1";
  if (!isPerson || rest.some((word) => word !== "--no-color")) return "status";
  const { instances } = await inspectInstances(readSettings().paths);
  return instances.every(({ state }) => state === "stale") ? "setup" : "status";
}
