import { findCommand, GLOBAL_OPTIONS, isNegation } from "../core/parse.ts";
import type { Command, OptionSpec } from "../core/command.ts";
import { isPlaceholder, nextPlaces } from "./operands.ts";

/** A word that may stand at the cursor. */
export interface Suggestion {
  readonly value: string;
  /** One line, for shells that show it; maybe empty. */
  readonly summary: string;
  /** More of the same word follows: shells add no space. */
  readonly open?: boolean;
}

/** Names of files, which shells know best. */
export const FILES = "files";

/** What completion knows of the program and the machine. */
export interface Knowledge {
  /** Commands by name; `undefined` where there is none. */
  readonly load: (name: string) => Promise<Pick<Command, "usage" | "options"> | undefined>;
  readonly commands: () => Promise<readonly Pick<Command, "name" | "summary">[]>;
  /**
   * Values of a placeholder.
   *
   * @param before all that stands before it, from the command on
   * @param current what is typed of it
   */
  readonly values: (
    placeholder: string,
    before: readonly string[],
    current: string,
  ) => Promise<readonly Suggestion[] | typeof FILES>;
}

/**
 * What may stand at the cursor.
 *
 * @param words those behind the program's name; the last one is what is typed of the word at the
 * cursor, maybe empty
 */
export async function complete(
  words: readonly string[],
  knowledge: Knowledge,
): Promise<readonly Suggestion[] | typeof FILES> {
  const current = words.at(-1) ?? "";
  const { command: name, rest } = findCommand(words.slice(0, -1));
  if (name === null) {
    const commands = (await knowledge.commands()).map((each) => ({
      value: each.name,
      summary: each.summary,
    }));
    return matching(current.startsWith("-") ? optionWords(GLOBAL_OPTIONS) : commands, current);
  }
  const command = await knowledge.load(name);
  if (command === undefined) return [];
  const own = new Set(command.options.map((option) => option.name));
  const options = [...command.options, ...GLOBAL_OPTIONS.filter((each) => !own.has(each.name))];
  const valuesOf = async (
    { value, choices }: Pick<OptionSpec, "value" | "choices">,
    typed: string,
    prefix = "",
  ) => {
    if (value === undefined) return [];
    const found = choices?.map((choice) => ({ value: choice, summary: "" })) ??
      await knowledge.values(value, [name, ...rest], typed);
    return found === FILES ? found : matching(found, typed).map((each) => ({
      ...each,
      value: prefix + each.value,
    }));
  };
  const [, written, typed = ""] = /^--([\w-]+)=(.*)$/s.exec(current) ?? [];
  if (written !== undefined) {
    const option = options.find((each) => each.name === written);
    return option === undefined ? [] : await valuesOf(option, typed, `--${written}=`);
  }
  const asked = optionOf(rest.at(-1), options);
  if (asked?.value !== undefined) return await valuesOf(asked, current);
  if (isOption(current)) {
    const left = options.filter((option) => !rest.some((word) => optionOf(word, [option])));
    return matching(optionWords(left), current);
  }
  const places = nextPlaces(command.usage, operandsOf(rest, options));
  const found = await Promise.all(
    places.map((place) =>
      isPlaceholder(place) ? valuesOf({ value: place }, current) : wordOf(place, current)
    ),
  );
  return found.includes(FILES) ? FILES : found.flatMap((each) => each === FILES ? [] : each);
}

function wordOf(word: string, current: string): readonly Suggestion[] {
  return matching([{ value: word, summary: "" }], current);
}

function matching(found: readonly Suggestion[], current: string): readonly Suggestion[] {
  return found.filter(({ value }) => value.startsWith(current));
}

function optionWords(options: readonly OptionSpec[]): Suggestion[] {
  return options.map(({ name, summary }) => ({ value: `--${name}`, summary }));
}

function optionOf(
  word: string | undefined,
  options: readonly OptionSpec[],
): OptionSpec | undefined {
  return options.find(({ name, short }) =>
    word === `--${name}` || (short !== undefined && word === `-${short}`)
  );
}

function isOption(word: string): boolean {
  return word.startsWith("-") && !isNegation(word);
}

/** The words that are neither options nor values of such. */
function operandsOf(rest: readonly string[], options: readonly OptionSpec[]): string[] {
  return rest.filter((word, index) =>
    !isOption(word) && optionOf(rest[index - 1], options)?.value === undefined
  );
}
