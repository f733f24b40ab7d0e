/** Changes to the text of a settings file that leave all else as it is: comments, order, unknown. */
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { type HookGroup, isOurHook } from "./hooks.ts";
import { styleOf, type TextStyle } from "./text_style.ts";

/** A settings file that cannot be changed safely; the message says why. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

type Groups = ReadonlyMap<string, HookGroup>;

/**
 * The text with our hooks in it, exactly these. A text that has them already comes back as it is.
 *
 * @param text an empty one is as good as `{}`
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function withHooks(text: string, groups: Groups): string {
  if (text.startsWith(BOM)) return BOM + withHooks(text.slice(BOM.length), groups);
  if (hasExactly(parse(text), groups)) return text;
  const style = styleOf(text);
  let next = withoutHooks(text);
  if (next.trim() === "") next = `{}${style.eol}`;
  for (const [event, group] of groups) {
    const present = findNodeAtLocation(parse(next), ["hooks", event]) !== undefined;
    next = present
      ? set(next, ["hooks", event, -1], group, style)
      : set(next, ["hooks", event], [group], style);
  }
  return next;
}

/**
 * The text without any hook of ours. What held nothing else goes with it.
 *
 * @throws {SettingsError} when the text is not what Claude Code could read
 */
export function withoutHooks(text: string): string {
  if (text.startsWith(BOM)) return BOM + withoutHooks(text.slice(BOM.length));
  const style = styleOf(text);
  let next = text;
  for (;;) {
    const path = findOurs(parse(next));
    if (path === null) return next;
    next = set(next, path, undefined, style);
  }
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

function hasExactly(root: Node, groups: Groups): boolean {
  const hooks: unknown = getNodeValue(findNodeAtLocation(root, ["hooks"]) ?? EMPTY);
  const found = Object.entries(hooks as Record<string, unknown[]>).flatMap(([event, list]) =>
    list.filter(holdsOurs).map((group) => JSON.stringify([event, group]))
  );
  const wanted = Array.from(groups, (entry) => JSON.stringify(entry));
  return found.length === wanted.length && found.every((entry) => wanted.includes(entry));
}

function holdsOurs(group: unknown): boolean {
  return typeof group === "object" && group !== null && "hooks" in group &&
    Array.isArray(group.hooks) && group.hooks.some(isOurHook);
}

function set(text: string, path: JSONPath, value: unknown, style: TextStyle): string {
  const edits = modify(text, path, value, {
    isArrayInsertion: path.at(-1) === -1,
    formattingOptions: { insertSpaces: style.spaces, tabSize: style.width, eol: style.eol },
  });
  return applyEdits(text, edits);
}

/** Some editors on Windows begin a file with it. */
const BOM = "\ufeff";
const EMPTY: Node = { type: "object", offset: 0, length: 0, children: [] };

/** Reads the text, and refuses what our edits could not understand. */
function parse(text: string): Node {
  const errors: ParseError[] = [];
  if (text.trim() === "") return EMPTY;
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split("\n").length;
    const what = printParseErrorCode(error.error).replaceAll(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase();
    throw new SettingsError(`It is not valid JSON: ${what} in line ${line}`);
  }
  if (root?.type !== "object") throw new SettingsError("It holds no JSON object");
  const hooks = findNodeAtLocation(root, ["hooks"]);
  if (hooks !== undefined && hooks.type !== "object") {
    throw new SettingsError('Its "hooks" is no object');
  }
  const names = new Set<unknown>();
  for (const property of [...root.children ?? [], ...hooks?.children ?? []]) {
    const [name, value] = property.children ?? [];
    if (property.parent === hooks && value?.type !== "array") {
      throw new SettingsError(`Its hooks for "${name?.value}" are no list`);
    }
    const place = `${property.parent === hooks}:${name?.value}`;
    if (names.has(place)) throw new SettingsError(`It has "${name?.value}" twice`);
    names.add(place);
  }
  return root;
}
