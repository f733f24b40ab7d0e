import type { Span } from "../span.ts";
import { isPlaceholder } from "../values/ordinary.ts";
import type { Shape } from "./shape.ts";

const IS_SECRET = /kind\\{0,7}["']?\s{0,3}:\s{0,3}\\{0,7}["']?Secret\b(?!\w)/iy;
const HAS_SECRET = /kind\\{0,7}["']?\s{0,3}:\s{0,3}\\{0,7}["']?Secret\b/i;
const YAML_DATA = /^([ \t]*)(?:data|stringData):[ \t]*\r?\n((?:\1[ \t]+\S.*(?:\r?\n|$))+)/gm;
const YAML_LINE = /^([ \t]+["']?[\w.-]{1,253}["']?:[ \t]*["']?)([^\s"'|>&{}]{3,}).*$/gm;
const JSON_DATA = /\\{0,7}"(?:data|stringData)\\{0,7}"\s{0,8}:\s{0,8}\{([^{}]{1,20000})\}/g;
const JSON_VALUE = /:\s{0,8}\\{0,7}"([^"\\]{3,})/g;

/** A document is looked at so far before and behind its kind. */
const REACH = 20_000;

/** Values of Kubernetes' secrets, whatever their names. */
export const KUBERNETES_SHAPE: Shape = {
  hints: ["kind"],
  find(text, at) {
    IS_SECRET.lastIndex = at;
    if (!IS_SECRET.test(text)) return null;
    const from = Math.max(0, at - REACH);
    const spans: Span[] = [];
    let start = from;
    for (const document of text.slice(from, at + REACH).split(/^---/m)) {
      if (HAS_SECRET.test(document)) {
        const found = [
          ...within(document, YAML_DATA, YAML_LINE, 2),
          ...within(document, JSON_DATA, JSON_VALUE, 1),
        ];
        spans.push(
          ...found.map((span) => ({ ...span, start: start + span.start, end: start + span.end })),
        );
      }
      start += document.length + 3;
    }
    return { spans, end: at + REACH / 2 };
  },
};

function within(text: string, blocks: RegExp, values: RegExp, group: number): Span[] {
  const spans: Span[] = [];
  for (const block of text.matchAll(blocks)) {
    const body = block[group] ?? "";
    const bodyStart = block.index + block[0].lastIndexOf(body);
    for (const found of body.matchAll(values)) {
      const value = found[group] ?? "";
      if (isPlaceholder(value)) continue;
      const start = bodyStart + found.index +
        (group === 2 ? (found[1]?.length ?? 0) : found[0].length - value.length);
      spans.push({ start, end: start + value.length, kind: "secret" });
    }
  }
  return spans;
}
