/**
 * `deno task mutants`: breaks the product's code in many places, one at a time and in a copy of the
 * tree, and sees whether a test notices. Results lie in `coverage/mutants/`; a run that was stopped
 * goes on where it was. CONTRIBUTING.md has the options.
 */
import { join } from "@std/path/join";
import { UserError } from "../../lib/user_error.ts";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { findOutdated } from "./mutate/accepted.ts";
import { CalmTimes } from "./mutate/calm_times.ts";
import { choosePlaces } from "./mutate/choose_places.ts";
import { CoveringTests } from "./mutate/covering_tests.ts";
import { type MutateOptions, readOptions } from "./mutate/options.ts";
import { findPlaces, hash } from "./mutate/places.ts";
import { ResultLog } from "./mutate/result_log.ts";
import { describePlace, isAlive, summarise } from "./mutate/summary.ts";
import { tryPlace } from "./mutate/trials.ts";
import { Workshop } from "./mutate/workshop.ts";
import { isTest, readSources } from "./source_tree.ts";

/** What is broken. */
const ROOMS = /^lib\/(?:store|server|events|ingest|state|ports|instance)\//;

const FOLDER = join(REPOSITORY, "coverage", "mutants");

if (import.meta.main) {
  try {
    Deno.exit(await tryMutants(readOptions(Deno.args)));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await say([error.message, error.reason, error.hint].filter(Boolean).join("\n"));
    Deno.exit(error.exitCode);
  }
}

async function tryMutants(options: MutateOptions): Promise<number> {
  const { only, places, seed, count, jobs, minutes } = options;
  const files = await readSources(REPOSITORY);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const all = files.filter(({ path }) => ROOMS.test(path) && !isTest(path))
    .flatMap(({ path, text }) => findPlaces(path, text));
  const wanted = all.filter(({ path }) =>
    only.length === 0 || only.some((each) => path.startsWith(each))
  );
  const chosen = places.length > 0
    ? all.filter(({ id }) => places.includes(id))
    : choosePlaces(wanted, seed, count);
  await say(`Seed ${seed} chooses ${chosen.length} of ${wanted.length} places`);
  if (options.list) {
    for (const place of chosen) await say(describePlace(place));
    return 0;
  }
  await Deno.mkdir(FOLDER, { recursive: true });
  const log = await ResultLog.read(join(FOLDER, "results.jsonl"));
  const calm = await CalmTimes.read(
    join(FOLDER, "times.json"),
    hash([...texts.values()].join("\n")),
  );
  const covering = new CoveringTests(files, calm);
  const context = {
    texts,
    testsOf: (path: string) => covering.of(path, options.tests, options.by),
    calm,
  };
  const left = chosen.filter(({ id }) => {
    const known = log.get(id);
    return known === undefined || places.length > 0 || (options.again && isAlive(known));
  });
  const end = performance.now() + minutes * 60_000;
  const work = async (job: number): Promise<void> => {
    const bench = await Workshop.make(REPOSITORY, join(FOLDER, `tree${job}`));
    for (let place = left.shift(); place !== undefined; place = left.shift()) {
      if (performance.now() > end) return;
      const result = await tryPlace(place, bench, context);
      await log.add(result);
      await calm.save();
      const by = result.by === undefined ? `${result.tests} tests` : result.by;
      await say(`${result.outcome.padEnd(9)} ${describePlace(place)} (${by}, ${result.ms} ms)`);
    }
  };
  if (left.length > 0) {
    await Promise.all(Array.from({ length: jobs }, (_, index) => work(index + 1)));
  }
  const outdated = findOutdated(all);
  const { lines, ok } = summarise({ chosen, get: (id) => log.get(id), outdated });
  for (const line of lines) await say(line);
  return ok ? 0 : 1;
}

async function say(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}
