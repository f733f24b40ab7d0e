import { readSource, type SourceFile } from "../source_tree.ts";

/** The file that command line tests start, which they do not import. */
const PROGRAM = "main.ts";

/** Tests of pages, of real programs and of scripts: slow, or about other code. */
const FOREIGN =
  /^(?:lib\/dashboard|scripts|tests\/(?:browser|claude_code|dashboard|docs|support))\//;

/** Folders whose tests drive what these rooms hold, by another name. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  instance: ["cli"],
  ports: ["cli", "reclaim"],
  access: ["security"],
};

/** Unit tests of a room that are run at once: a process takes longer to start than most of them. */
const TOGETHER = 30;

/** Which tests run a file of the product, the ones that tell most for their time first. */
export class CoveringTests {
  /** For each file, the files that import it. */
  readonly #importers = new Map<string, Set<string>>();
  readonly #times: ReadonlyMap<string, number | null>;

  /**
   * @param files all sources of the repository
   * @param times milliseconds by the path of a test; one that is not in it counts as a middling one
   */
  constructor(
    files: readonly Pick<SourceFile, "path" | "text">[],
    times: ReadonlyMap<string, number | null> = new Map(),
  ) {
    this.#times = times;
    for (const file of files) {
      for (const target of importsOf(file)) {
        const importers = this.#importers.get(target) ?? new Set();
        this.#importers.set(target, importers.add(file.path));
      }
    }
  }

  /**
   * The tests that reach a file by their imports, by worker files or by the command line: its own
   * one, the unit tests of its room, then all others.
   *
   * @param most how many; those of the room count as one
   * @param by what their paths begin with
   * @returns paths; those of tests that are run at once with a space between them
   */
  of(path: string, most: number, by = ""): string[] {
    const ranked = this.#ranked(path, by);
    const own = ranked.filter((test) => test === ownTestOf(path));
    const room = roomOf(path);
    const near = ranked.filter((test) => roomOf(test) === room && !own.includes(test))
      .slice(0, TOGETHER);
    const others = ranked.filter((test) => !own.includes(test) && !near.includes(test));
    return [...own, ...near.length === 0 ? [] : [near.join(" ")], ...others].slice(0, most);
  }

  #ranked(path: string, by: string): string[] {
    const words = wordsOf(path);
    const chance = ([test, distance]: [string, number]): number => {
      if (test === ownTestOf(path)) return Infinity;
      const common = [...wordsOf(test)].filter((word) => words.has(word)).length;
      return 4 ** common / distance / this.#expect(test);
    };
    return [...this.#distances(path)].filter(([test]) => test.startsWith(by))
      .map((entry) => ({ test: entry[0], chance: chance(entry) }))
      .sort((a, b) => b.chance - a.chance || (a.test < b.test ? -1 : 1))
      .map(({ test }) => test);
  }

  #distances(path: string): Map<string, number> {
    const tests = new Map<string, number>();
    const seen = new Set([path]);
    let layer = [path];
    for (let distance = 1; layer.length > 0; distance++) {
      layer = layer.flatMap((file) => [...this.#importers.get(file) ?? []])
        .filter((file) => !seen.has(file) && seen.add(file));
      for (const file of layer) {
        if (/_test\.tsx?$/.test(file) && !FOREIGN.test(file)) tests.set(file, distance);
      }
    }
    return tests;
  }

  #expect(test: string): number {
    return this.#times.get(test) ?? (test.startsWith("lib/") ? 1_000 : 6_000);
  }
}

/** What a file runs of others; an import of types alone runs nothing. */
function importsOf({ path, text }: Pick<SourceFile, "path" | "text">): string[] {
  const running = text.replaceAll(/^(?:import|export)\s+type\s[^"]*"[^"]*"/gm, "");
  const targets = readSource(path, running).imports.map((each) => each.path);
  return path.startsWith("tests/") && text.includes(`"${PROGRAM}"`)
    ? [...targets, PROGRAM]
    : targets;
}

function ownTestOf(path: string): string {
  return path.replace(/\.tsx?$/, "_test.ts");
}

/** `lib/state/usage/limits.ts` is of `lib/state`. */
function roomOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

function wordsOf(path: string): Set<string> {
  const words = path.replace(/(?:_test)?\.tsx?$/, "").split(/[/_]/)
    .filter((word) => word !== "lib" && word !== "tests")
    .map((word) => word.replace(/s$/, ""));
  return new Set(words.flatMap((word) => [word, ...ALSO[word] ?? []]));
}
