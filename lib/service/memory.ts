import { join } from "@std/path/join";
import type { StartOptions } from "../config/settings.ts";
import { isStartOptions } from "../config/start_options.ts";
import { isJsonObject } from "../events/json.ts";
import { readIfThere, removeIfThere, writeFileAtomically } from "../instance/home/files.ts";
import type { StatePaths } from "../instance/home/paths.ts";

/** What a service keeps from one login to the next. */
export interface ServiceMemory {
  /** Whether a service manager starts it; else somebody runs it by other means. */
  readonly installed: boolean;
  /** Variables that the person had when it was installed; a login has none of them. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the server was last started with, its own port in it; `null` before the first time. */
  readonly options: StartOptions | null;
  /** The port of its dashboard; `null` where it has none, or had none yet. */
  readonly dashboardPort: number | null;
}

/** What a service knows before its first start. */
export const NO_MEMORY: ServiceMemory = {
  installed: false,
  variables: {},
  options: null,
  dashboardPort: null,
};

/** Reads what the service of a state folder keeps; `null` where there is nothing that can be read. */
export async function readMemory(paths: StatePaths): Promise<ServiceMemory | null> {
  const text = await readIfThere(pathOf(paths));
  try {
    const value: unknown = JSON.parse(text ?? "null");
    if (!isJsonObject(value)) return null;
    const { installed, variables, options, dashboard_port } = value as Record<string, unknown>;
    return {
      installed: installed === true,
      variables: isJsonObject(variables)
        ? Object.fromEntries(
          Object.entries(variables).flatMap(([name, text]) =>
            typeof text === "string" ? [[name, text]] : []
          ),
        )
        : {},
      options: isStartOptions(options) ? options : null,
      dashboardPort: typeof dashboard_port === "number" ? dashboard_port : null,
    };
  } catch {
    return null;
  }
}

/** Replaces what the service keeps. Only the person can read it: variables may hold a token. */
export async function writeMemory(
  paths: StatePaths,
  { installed, variables, options, dashboardPort }: ServiceMemory,
): Promise<void> {
  const value = {
    schema_version: 1,
    installed,
    variables,
    options,
    dashboard_port: dashboardPort,
  };
  await writeFileAtomically(pathOf(paths), JSON.stringify(value, null, 2) + "\n");
}

/** Forgets all of it. */
export async function removeMemory(paths: StatePaths): Promise<void> {
  await removeIfThere(pathOf(paths));
}

function pathOf({ home }: StatePaths): string {
  return join(home, "service.json");
}
