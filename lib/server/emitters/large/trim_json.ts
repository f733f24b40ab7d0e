import {
  afterSpace,
  isContainer,
  items,
  type Member,
  members,
  type Range,
  valueEnd,
} from "./json_scan.ts";
import { cutString } from "./cut_string.ts";

/** An event holds this many values at most, and so many UTF-16 units of text. */
const MAX_VALUES = 5000;
const MAX_TEXT = 2 * 1024 * 1024;

/** Of what follows then, short values of each outer level are kept: they say what it is. */
const MAX_KEPT = 200;
const KEPT_LEVELS = 3;
const KEPT_LENGTH = 1024;

/** Deeper levels are cut in any case. */
const MAX_LEVELS = 66;

const CUT = JSON.stringify(
  `[cut: the first ${MAX_VALUES} values, and ${MAX_TEXT / 1024 / 1024} MiB]`,
);

/**
 * Leaves out of a JSON value what is too much for one event, without parsing it. What is not too
 * much is handed back as it is.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function trimJson(text: string): string {
  const trimmer = new Trimmer(text);
  return trimmer.trim();
}

class Trimmer {
  readonly #text: string;
  readonly #pieces: string[] = [];
  #values = 0;
  #length = 0;
  /** By level. */
  readonly #kept: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  trim(): string {
    const text = this.#text;
    const start = afterSpace(text, 0);
    const end = valueEnd(text, start);
    if (afterSpace(text, end) < text.length) {
      throw new SyntaxError(`Unexpected text after JSON at position ${end}`);
    }
    this.#add({ start, end }, 1);
    return this.#pieces.join("");
  }

  get #isFull(): boolean {
    return this.#values > MAX_VALUES || this.#length > MAX_TEXT;
  }

  #add({ start, end }: Range, level: number): void {
    if (!isContainer(this.#text, start)) this.#put(this.#scalar({ start, end }));
    else if (level > MAX_LEVELS) this.#put(CUT);
    else if (this.#text[start] === "[") this.#addList(start, level);
    else this.#addObject(start, level);
  }

  #scalar({ start, end }: Range): string {
    const text = this.#text.slice(start, end);
    return text.startsWith('"') ? cutString(text) : text;
  }

  #put(piece: string): void {
    this.#pieces.push(piece);
    this.#values++;
    this.#length += piece.length;
  }

  #addList(start: number, level: number): void {
    this.#put("[");
    let count = 0;
    for (const item of items(this.#text, start)) {
      if (this.#isFull) {
        this.#pieces.push(count === 0 ? CUT : `,${CUT}`);
        break;
      }
      if (count++ > 0) this.#pieces.push(",");
      this.#add(item, level + 1);
    }
    this.#pieces.push("]");
  }

  #addObject(start: number, level: number): void {
    this.#put("{");
    let count = 0;
    let isCut = false;
    for (const member of members(this.#text, start)) {
      if (this.#isFull && !this.#mayKeep(member, level)) {
        isCut = true;
        if (level > KEPT_LEVELS || (this.#kept[level] ?? 0) >= MAX_KEPT) break;
        continue;
      }
      if (count++ > 0) this.#pieces.push(",");
      const name = this.#scalar(member.name);
      this.#pieces.push(name, ":");
      this.#length += name.length;
      this.#add(member.value, level + 1);
    }
    if (isCut) this.#pieces.push(count === 0 ? "" : ",", `"…":${CUT}`);
    this.#pieces.push("}");
  }

  #mayKeep({ start, end, value }: Member, level: number): boolean {
    const isShort = end - start <= KEPT_LENGTH && !isContainer(this.#text, value.start);
    if (!isShort || level > KEPT_LEVELS) return false;
    const kept = (this.#kept[level] ?? 0) + 1;
    this.#kept[level] = kept;
    return kept <= MAX_KEPT;
  }
}
