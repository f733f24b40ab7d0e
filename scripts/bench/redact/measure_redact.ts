/**
 * What redaction costs an event, beside another tree of this project: both in one process, in turn,
 * medians of processor time.
 *
 *     deno run -A scripts/bench/redact/measure_redact.ts OTHER_TREE FILE.ndjson…
 *
 * Each line of a file is a request (`{"path", "body"}`) or a body.
 */
import { cpuUsage } from "node:process";
import { basename } from "@std/path/basename";
import { toFileUrl } from "@std/path/to-file-url";
import { resolve } from "@std/path/resolve";
import type { Json } from "../../../lib/events/event.ts";
import { isJsonObject } from "../../../lib/events/json.ts";
import { median, say } from "../report.ts";

type Sanitise = (value: Json) => Json;

const ROUNDS = 60;
const WARM_UP = 20;

/** A round takes at least so many ms, so that the clock of the processor is fine enough. */
const ROUND_MS = 25;

async function load(tree: string): Promise<Sanitise> {
  const file = resolve(tree, "lib/events/redact/sanitise.ts");
  return (await import(toFileUrl(file).href)).sanitise;
}

/** Processor time of one event in µs. */
function cost(sanitise: Sanitise, texts: readonly string[], times: number): number {
  // Strings as they come from a parser, with ids and times that nobody has seen before.
  const bodies = Array.from(
    { length: times },
    () => texts.map((text) => JSON.parse(renewed(text))),
  );
  const before = cpuUsage();
  for (const round of bodies) for (const body of round) sanitise(body);
  const { user, system } = cpuUsage(before);
  return (user + system) / times / texts.length;
}

let count = 0;

function renewed(text: string): string {
  const id = String(++count).padStart(8, "0");
  return text.replace(/[0-9a-f]{12,}/g, (run) => `${run.slice(0, 4)}${id}${run.slice(12)}`);
}

function bodyOf(line: string): string {
  const value: Json = JSON.parse(line);
  return JSON.stringify((isJsonObject(value) ? value["body"] : undefined) ?? value);
}

if (import.meta.main) {
  const [other = "", ...files] = Deno.args;
  const [ours, theirs] = [await load("."), await load(other)];
  for (const file of files) {
    const texts = Deno.readTextFileSync(file).trim().split("\n").map(bodyOf);
    const times = Math.ceil(ROUND_MS * 1000 / texts.length / 10);
    const [own, others]: [number[], number[]] = [[], []];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const pair = [cost(ours, texts, times), cost(theirs, texts, times)] as const;
      if (round < WARM_UP) continue;
      own.push(pair[0]);
      others.push(pair[1]);
    }
    const [now, then] = [median(own), median(others)];
    const bytes = Math.round(texts.join("").length / texts.length);
    say(
      `${basename(file)}, ${texts.length} events of ${bytes} bytes`,
      `${now.toFixed(1)} µs, the other ${then.toFixed(1)}: ${(now - then).toFixed(1)}`,
    );
  }
}
