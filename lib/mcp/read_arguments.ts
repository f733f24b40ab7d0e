import { field, isJsonObject } from "../events/json.ts";
import type { Json } from "../events/event.ts";
import { lookup } from "../events/lookup.ts";
import { oneLine } from "../events/one_line.ts";
import type { ArgumentSpec, ArgumentSpecs } from "./argument_spec.ts";

/** A longer text is refused: no query and no id is as long. UTF-16 units. */
const MAX_TEXT = 4_000;

/** Arguments of a call that are what the tool's specification says. */
export interface ToolArguments {
  /** An argument of the type string; `undefined` where it was not given, or is empty. */
  text(name: string): string | undefined;
  /** An argument of the type integer. */
  integer(name: string): number | undefined;
  /** An argument of the type boolean; false where it was not given. */
  flag(name: string): boolean;
}

/** What is wrong with the arguments of a call, in words for the model that made it. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

/**
 * Checks the arguments of a call. `null` counts as not given, as some models write it.
 *
 * @throws {ArgumentError} that says what the tool takes
 */
export function readArguments(value: unknown, specs: ArgumentSpecs): ToolArguments {
  const given = value === undefined || value === null ? {} : value;
  if (!isJsonObject(given)) throw new ArgumentError("The arguments must be a JSON object");
  const names = Object.keys(specs);
  for (const name of Object.keys(given)) {
    if (lookup(specs, name) === undefined) {
      const known = names.length === 0 ? "it takes none" : `use ${names.join(", ")}`;
      throw new ArgumentError(`There is no argument "${oneLine(name, 40)}": ${known}`);
    }
  }
  const checked = new Map<string, Json>();
  for (const [name, spec] of Object.entries(specs)) {
    const own = field(given, name) ?? null;
    if (own !== null) checked.set(name, check(name, own, spec));
    else if (spec.required === true) throw new ArgumentError(`The argument "${name}" is missing`);
  }
  return {
    text(name) {
      const own = checked.get(name);
      return typeof own === "string" && own.trim() !== "" ? own : undefined;
    },
    integer(name) {
      const own = checked.get(name);
      return typeof own === "number" ? own : undefined;
    },
    flag: (name) => checked.get(name) === true,
  };
}

function check(name: string, value: Json, spec: ArgumentSpec): Json {
  switch (spec.type) {
    case "string": {
      if (typeof value !== "string") throw wrong(name, "a text", value);
      if (value.length > MAX_TEXT) {
        throw new ArgumentError(
          `"${name}" may have ${MAX_TEXT} characters, and has ${value.length}`,
        );
      }
      if (spec.choices !== undefined && value !== "" && !spec.choices.includes(value)) {
        throw wrong(name, `one of ${spec.choices.join(", ")}`, value);
      }
      return value;
    }
    case "integer": {
      // Models write numbers as texts now and then.
      const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
      const fits = typeof number === "number" && Number.isSafeInteger(number) &&
        number >= spec.low && number <= spec.high;
      if (!fits) throw wrong(name, `a whole number from ${spec.low} to ${spec.high}`, value);
      return number;
    }
    case "boolean":
      if (typeof value !== "boolean") throw wrong(name, "true or false", value);
      return value;
  }
}

function wrong(name: string, wanted: string, value: Json): ArgumentError {
  return new ArgumentError(
    `"${name}" must be ${wanted}, and is ${oneLine(JSON.stringify(value), 60)}`,
  );
}
