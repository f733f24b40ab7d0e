import { join } from "@std/path/join";

/** Whose Claude Code is integrated: this user's, this project's, or this user's in this project. */
export const SCOPES = ["user", "project", "local"] as const;

/** One of {@linkcode SCOPES}. */
export type Scope = typeof SCOPES[number];

/** The files that an integration is about. */
export interface Places {
  readonly settings: string;
  /** `null` where a slash command would be shared with others who do not want it. */
  readonly slashCommand: string | null;
}

/** Where Claude Code looks. */
export interface Surroundings {
  readonly home: string;
  /** `CLAUDE_CONFIG_DIR`, which moves the user's own folder. */
  readonly configFolder?: string | undefined;
  /** The project's folder. */
  readonly project: string;
}

/** Tells which files belong to a scope. */
export function placesOf(scope: Scope, surroundings: Surroundings): Places {
  const { home, configFolder, project } = surroundings;
  const folder = scope === "user"
    ? configFolder || join(home, ".claude")
    : join(project, ".claude");
  return {
    settings: join(folder, scope === "local" ? "settings.local.json" : "settings.json"),
    slashCommand: scope === "local" ? null : join(folder, "commands", "mpm-monitor.md"),
  };
}
