import ts from "typescript";
import { changesAt, type Operator } from "./operators.ts";

/** One place of the product's code that can be broken, and how. */
export interface Place {
  /** Made of all that follows but the line, so that code which moves keeps it. */
  readonly id: string;
  /** From the repository's folder, with `/`. */
  readonly path: string;
  readonly operator: Operator;
  /** The function or method around it; empty at a file's top level. */
  readonly inside: string;
  /** The code as it is, its white space made one. */
  readonly before: string;
  /** The code that takes its place. */
  readonly after: string;
  /** From 1. */
  readonly line: number;
  /** Where `before` begins and ends within the file's text. */
  readonly start: number;
  readonly end: number;
}

/** Finds all places of one file, in their order. */
export function findPlaces(path: string, text: string): Place[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const seen = new Map<string, number>();
  const places: Place[] = [];
  const visit = (node: ts.Node, inside: string): void => {
    for (const { operator, node: target, replacement } of changesAt(node, source)) {
      const start = target.getStart(source);
      const end = target.getEnd();
      const before = oneLine(text.slice(start, end));
      const key = [path, operator, inside, before].join("\n");
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      places.push({
        id: hash(`${key}\n${nth}`).toString(16).padStart(13, "0").slice(0, 10),
        path,
        operator,
        inside,
        before,
        after: replacement,
        line: source.getLineAndCharacterOfPosition(start).line + 1,
        start,
        end,
      });
    }
    const around = nameOf(node) ?? inside;
    ts.forEachChild(node, (child) => visit(child, around));
  };
  visit(source, "");
  return places;
}

/** The file's text with one place broken. Lines keep their numbers. */
export function breakAt(text: string, place: Pick<Place, "start" | "end" | "after">): string {
  const lines = (part: string) => part.split("\n").length;
  const less = lines(text.slice(place.start, place.end)) - lines(place.after);
  return text.slice(0, place.start) + place.after + "\n".repeat(less) + text.slice(place.end);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  const names = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) || (ts.isVariableDeclaration(node) && isFunction(node.initializer));
  return names ? node.name?.getText() : undefined;
}

function isFunction(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}

/** A number from 0 to 2^53, the same for the same text on every machine (cyrb53). */
export function hash(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
