/** Our hooks in the text of a settings file. */
import { findNodeAtLocation, getNodeValue, type JSONPath, type Node } from "jsonc-parser";
import { type HookGroup, isOurHook, type OurHook, readHook } from "../hooks.ts";
import { behindMark, notEmpty, parseSettings, setValue } from "./json_text.ts";
import { styleOf } from "./text_style.ts";

type Groups = ReadonlyMap<string, HookGroup>;

/**
 * The text with our hooks in it, exactly these. A text that has them already comes back as it is.
 *
 * @param text an empty one is as good as `{}`
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function withHooks(text: string, groups: Groups): string {
  return behindMark(text, (text) => {
    if (hasExactly(parseSettings(text), groups)) return text;
    const style = styleOf(text);
    let next = notEmpty(withoutHooks(text));
    for (const [event, group] of groups) {
      const present = findNodeAtLocation(parseSettings(next), ["hooks", event]) !== undefined;
      next = present
        ? setValue(next, ["hooks", event, -1], group, style)
        : setValue(next, ["hooks", event], [group], style);
    }
    return next;
  });
}

/**
 * The text without any hook of ours. What held nothing else goes with it.
 *
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function withoutHooks(text: string): string {
  return behindMark(text, (text) => {
    const style = styleOf(text);
    let next = text;
    for (;;) {
      const path = findOurs(parseSettings(next));
      if (path === null) return next;
      next = setValue(next, path, undefined, style);
    }
  });
}

/** The path of a hook of ours, or of the outermost part that holds nothing but it. */
function findOurs(root: Node): JSONPath | null {
  const hooks = findNodeAtLocation(root, ["hooks"]);
  const events = hooks?.children ?? [];
  for (const property of events) {
    const [name, groups] = property.children ?? [];
    const event = String(name?.value);
    for (const [index, group] of (groups?.children ?? []).entries()) {
      const list = findNodeAtLocation(group, ["hooks"]);
      const ours = list?.children?.findIndex((hook) => isOurHook(getNodeValue(hook))) ?? -1;
      if (ours < 0) continue;
      if (list?.children?.length !== 1) return ["hooks", event, index, "hooks", ours];
      if (groups?.children?.length !== 1) return ["hooks", event, index];
      return events.length === 1 ? ["hooks"] : ["hooks", event];
    }
  }
  return null;
}

/** What our hooks in a text have in common. */
export interface OurHooks {
  readonly port: number;
  /** Whether those that go by HTTP, of which there are some, show a token. */
  readonly token: boolean;
  /** In how many ways they tell what happens. */
  readonly forms: ReadonlySet<OurHook["form"]>;
  /** The kinds of events that are hooked. */
  readonly kinds: readonly string[];
}

/** Reads our hooks in a text; `null` without any. */
export function hooksIn(text: string): OurHooks | null {
  const node = findNodeAtLocation(parseSettings(text.replace(/^\ufeff/, "")), ["hooks"]);
  const events: Record<string, unknown[]> = node === undefined ? {} : getNodeValue(node);
  const found = Object.entries(events).flatMap(([kind, groups]) =>
    groups.filter(holdsOurs).flatMap(({ hooks }) => hooks.map(readHook))
      .flatMap((hook) => hook === null ? [] : [{ kind, ...hook }])
  );
  const port = found.find((hook) => hook.port !== null)?.port ?? null;
  if (port === null) return null;
  const byHttp = found.filter(({ form }) => form === "http");
  return {
    port,
    token: byHttp.length > 0 && byHttp.every(({ token }) => token),
    forms: new Set(found.map(({ form }) => form)),
    kinds: [...new Set(found.map(({ kind }) => kind))],
  };
}

function hasExactly(root: Node, groups: Groups): boolean {
  const node = findNodeAtLocation(root, ["hooks"]);
  const hooks: unknown = node === undefined ? {} : getNodeValue(node);
  const found = Object.entries(hooks as Record<string, unknown[]>).flatMap(([event, list]) =>
    list.filter(holdsOurs).map((group) => JSON.stringify([event, group]))
  );
  const wanted = Array.from(groups, (entry) => JSON.stringify(entry));
  return found.length === wanted.length && found.every((entry) => wanted.includes(entry));
}

function holdsOurs(group: unknown): group is { readonly hooks: readonly unknown[] } {
  return typeof group === "object" && group !== null && "hooks" in group &&
    Array.isArray(group.hooks) && group.hooks.some(isOurHook);
}
