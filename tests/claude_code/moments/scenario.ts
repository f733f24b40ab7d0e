import { join } from "@std/path/join";
import type { ReleaseName } from "../install/releases.ts";
import type { Judge } from "../judge/judge.ts";
import type { InteractiveSession, OpenOptions } from "../drive/session.ts";
import type { Printing } from "../drive/print.ts";
import type { World } from "../drive/world.ts";

/** What Claude Code is judged in: the current release, the same without telemetry, an older one. */
export type WorldName = "current" | "hooks only" | "older";

/** What a scenario is given. */
export interface ScenarioContext {
  readonly world: World;
  readonly judge: Judge;
  readonly release: ReleaseName;
  /** Opens a session that is closed at the end of the scenario. */
  open(options?: OpenOptions): Promise<InteractiveSession>;
  /** Starts a turn in print mode; it is killed at the end of the scenario if it still runs. */
  print(prompt: string, args?: readonly string[]): Printing;
  /** Waits until the model is asked for a step of the script. */
  asked(script: string): Promise<void>;
  /** Lets the commands that wait for a file of this name in the project's folder end. */
  letGo(name?: string): Promise<void>;
}

/** Something that happens in a real Claude Code, with moments at which the monitor is judged. */
export interface Scenario {
  readonly name: string;
  /** The worlds in which it is one of the few of the short form. */
  readonly short?: readonly WorldName[];
  /** The releases that it is about; all unless said. */
  readonly releases?: readonly ReleaseName[];
  /** Whether it is also judged where Claude Code sends no telemetry. */
  readonly hooksOnly?: boolean;
  run(context: ScenarioContext): Promise<void>;
}

/** Whether it is the older release, whose dialogs have fewer choices. */
export function isOlder(release: ReleaseName): boolean {
  return release === "older";
}

/** Makes the file that commands of scripts wait for. */
export async function letGo(world: World, name = "go"): Promise<void> {
  await Deno.writeTextFile(join(world.project, name), "");
}
