/** Why Claude Code would not run our hooks. Pure. */
import { isJsonObject } from "../events/json.ts";
import { refusedIn } from "./settings/refused_text.ts";
import type { SettingsSource } from "./sources.ts";

/** One reason for which no hook of ours will run, or not every one. */
export interface Obstacle {
  /** The settings file. */
  readonly path: string;
  /** One sentence without a full stop. */
  readonly reason: string;
  /** What to do about it. */
  readonly advice: string;
}

/** A broken entry for one of these might have guarded something: the whole file is discarded. */
const GUARDS: ReadonlySet<string> = new Set(["PreToolUse", "PermissionRequest"]);

/**
 * Finds what keeps Claude Code from running the hooks in a settings file.
 *
 * @param sources all files that count, those that win over others first
 * @param target the path of the file with our hooks
 */
export function obstaclesFor(
  sources: readonly SettingsSource[],
  target: string,
): readonly Obstacle[] {
  const own = sources.find(({ path }) => path === target);
  const discarded = own === undefined ? null : discardedFor(own);
  return [
    ...(discarded === null ? [] : [discarded]),
    ...(own === undefined || discarded !== null ? [] : brokenEntries(own)),
    ...switchedOff(sources),
    ...sources.filter(({ scope }) => scope === "managed").flatMap(managedOnly),
  ];
}

/** Claude Code takes a file as a whole, or not at all. */
function discardedFor({ path, text }: SettingsSource): Obstacle | null {
  const refused = refusedIn(text);
  if (refused !== null) {
    return {
      path,
      reason: `Claude Code discards all of ${path}: ${startSmall(refused)}, and it takes strict ` +
        "JSON only",
      advice: `Take that out of ${path}`,
    };
  }
  const [guard] = entriesOf(text).filter(({ kind, isBroken }) => isBroken && GUARDS.has(kind));
  if (guard === undefined) return null;
  return {
    path,
    reason: `Claude Code discards all of ${path}: its hooks for ${guard.kind} hold an entry ` +
      'without a list "hooks"',
    advice: ENTRY_ADVICE,
  };
}

/** Releases differ in whether they pass over the entry or discard the file. */
function brokenEntries({ path, text }: SettingsSource): readonly Obstacle[] {
  const kinds = new Set(entriesOf(text).flatMap(({ kind, isBroken }) => isBroken ? [kind] : []));
  return Array.from(kinds, (kind) => ({
    path,
    reason: `Claude Code may discard all of ${path}: its hooks for ${kind} hold an entry ` +
      'without a list "hooks"',
    advice: ENTRY_ADVICE,
  }));
}

const ENTRY_ADVICE =
  'Each entry is to look like { "hooks": [{ "type": "command", "command": … }] }';

/** The first file that says whether hooks run has the say. */
function switchedOff(sources: readonly SettingsSource[]): readonly Obstacle[] {
  const source = sources.find(({ text }) =>
    typeof settingsIn(text)["disableAllHooks"] === "boolean"
  );
  if (source === undefined || settingsIn(source.text)["disableAllHooks"] !== true) return [];
  const { path, scope } = source;
  return [{
    path,
    reason: `Hooks are switched off by "disableAllHooks" in ${path}`,
    advice: scope === "managed" ? ASK : `Take "disableAllHooks" out of ${path}`,
  }];
}

function managedOnly({ path, text }: SettingsSource): readonly Obstacle[] {
  if (settingsIn(text)["allowManagedHooksOnly"] !== true) return [];
  return [{
    path,
    reason: `Your organisation allows its own hooks only: "allowManagedHooksOnly" in ${path}`,
    advice: ASK,
  }];
}

const ASK = "Ask whoever manages these settings";

interface Entry {
  readonly kind: string;
  readonly isBroken: boolean;
}

function entriesOf(text: string): readonly Entry[] {
  const { hooks } = settingsIn(text);
  if (!isJsonObject(hooks)) return [];
  return Object.entries(hooks).flatMap(([kind, entries]) =>
    Array.isArray(entries)
      ? entries.map((entry) => ({ kind, isBroken: !isEntry(entry) }))
      : [{ kind, isBroken: true }]
  );
}

function isEntry(entry: unknown): boolean {
  return isJsonObject(entry) && Array.isArray(entry["hooks"]) &&
    entry["hooks"].every((hook) => isJsonObject(hook) && typeof hook["type"] === "string");
}

function settingsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function startSmall(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
