import { parseArgs } from "@std/cli/parse-args";
import { UserError } from "../../../lib/user_error.ts";

/** What a run of mutants was asked for. */
export interface MutateOptions {
  readonly seed: number;
  /** How many places at most. */
  readonly count: number;
  /** Files or folders from the repository's folder; none means all. */
  readonly only: readonly string[];
  /** Ids of places: these are tried, whatever else is said, and whatever is known of them. */
  readonly places: readonly string[];
  /** How many places are tried at a time. */
  readonly jobs: number;
  /** How many test files are run for a place at most. */
  readonly tests: number;
  /** Only test files whose path begins so are run. */
  readonly by: string;
  /** No place is begun after that time. */
  readonly minutes: number;
  /** Whether places that were alive are tried once more. */
  readonly again: boolean;
  /** Whether places are only listed. */
  readonly list: boolean;
}

const NUMBERS = { seed: 1, count: 250, jobs: 1, tests: 10, minutes: 100_000 };

/** Reads the arguments of `deno task mutants`; throws a {@linkcode UserError}. */
export function readOptions(args: readonly string[]): MutateOptions {
  const parsed = parseArgs([...args], {
    string: [...Object.keys(NUMBERS), "only", "place", "by"],
    collect: ["only", "place"],
    boolean: ["again", "list"],
    unknown: (arg: string) => {
      throw wrong(`${arg} is not known`);
    },
  });
  const numbers = Object.fromEntries(
    Object.entries(NUMBERS).map(([name, usual]) => {
      const given = parsed[name];
      const number = given === undefined ? usual : Number(given);
      if (given === "" || !Number.isInteger(number) || number < 1) {
        throw wrong(`--${name} takes a whole number from 1`);
      }
      return [name, number];
    }),
  );
  const list = (given: unknown) => Array.isArray(given) ? given.map(String) : [];
  return {
    ...NUMBERS,
    ...numbers,
    places: list(parsed.place),
    only: list(parsed.only).map((path) => path.replace(/^\.\//, "")),
    by: typeof parsed.by === "string" ? parsed.by : "",
    again: parsed.again === true,
    list: parsed.list === true,
  };
}

function wrong(message: string): UserError {
  return new UserError(message, {
    code: "usage",
    hint:
      "Options are --seed, --count, --only PATH, --place ID, --jobs, --tests, --by PATH, --minutes, --again " +
      "and --list.",
  });
}
