import type { Place } from "./places.ts";

/** What became of one mutant: a line of the log. */
export interface Result extends Pick<Place, "id" | "path" | "line" | "operator" | "inside"> {
  readonly before: string;
  readonly after: string;
  /** `timeout` is killed, too: its test would never have ended well. */
  readonly outcome: "killed" | "timeout" | "alive" | "uncovered";
  /** The test file that noticed. */
  readonly by?: string;
  /** How many test files were run, and how long that took in milliseconds. */
  readonly tests: number;
  readonly ms: number;
}

/** Results of all runs, one line of JSON each; the last line about a place counts. */
export class ResultLog {
  readonly #path: string;
  readonly #results = new Map<string, Result>();

  private constructor(path: string, results: readonly Result[]) {
    this.#path = path;
    for (const result of results) this.#results.set(result.id, result);
  }

  /** Reads the log; one that does not exist is empty. A torn last line is left out. */
  static async read(path: string): Promise<ResultLog> {
    let text = "";
    try {
      text = await Deno.readTextFile(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n").filter((line) => line);
    return new ResultLog(path, lines.map((line) => JSON.parse(line)));
  }

  /** What is known of a place. */
  get(id: string): Result | undefined {
    return this.#results.get(id);
  }

  /** Adds a result, on disk at once. */
  async add(result: Result): Promise<void> {
    this.#results.set(result.id, result);
    await Deno.writeTextFile(this.#path, JSON.stringify(result) + "\n", { append: true });
  }
}
