/**
 * `deno task claude:changes VERSION [--write]`: gets a release of Claude Code, goes through all
 * that it does, and prints what it sends and knows that the pinned release does not, and the other
 * way round. With `--write`, keeps its shape beside those of the others.
 */
import { join } from "@std/path/join";
import { makeWorld } from "../drive/world.ts";
import { installRelease } from "../install/install_release.ts";
import { RELEASES } from "../install/releases.ts";
import { knownKinds } from "./known_kinds.ts";
import { startRecorder } from "./recorder.ts";
import { recordingSettings } from "./settings.ts";
import { compareShapes, makeShapeGatherer, type Shape } from "./shape.ts";
import { walkThrough } from "./walkthrough.ts";

if (import.meta.main) {
  const version = Deno.args.find((arg) => /^\d+\.\d+\.\d+$/.test(arg));
  if (version === undefined) {
    await tell("Which release? deno task claude:changes 2.1.340");
    Deno.exit(2);
  }
  Deno.exit(await main(version, Deno.args.includes("--write")));
}

async function main(version: string, write: boolean): Promise<number> {
  const claude = await installRelease({ version });
  const { shape, failures } = await shapeOf(version, claude);
  if (write) {
    await Deno.writeTextFile(shapeFile(version), `${JSON.stringify(shape, null, 2)}\n`);
  }
  const pinned: Shape = JSON.parse(await Deno.readTextFile(shapeFile(RELEASES.current.version)));
  const lines = compareShapes(pinned, shape);
  await tell(`From ${pinned.version} to ${version}:`);
  for (const line of lines) await tell(line);
  for (const line of failures) await tell(`! ${line}`);
  if (lines.length + failures.length === 0) await tell("Nothing changed.");
  return failures.length === 0 ? 0 : 1;
}

async function shapeOf(
  version: string,
  claude: string,
): Promise<{ shape: Shape; failures: readonly string[] }> {
  const gatherer = makeShapeGatherer();
  const kinds = await knownKinds(claude);
  await using recorder = await startRecorder(gatherer);
  await using world = await makeWorld({ claude, integrate: null, running: false });
  const home = join(world.sandbox.folder, ".claude");
  await Deno.mkdir(home, { recursive: true });
  const settings = recordingSettings(recorder.url, kinds);
  await Deno.writeTextFile(join(home, "settings.json"), JSON.stringify(settings));
  const following = new AbortController();
  const followed = followSessionFiles(join(home, "sessions"), gatherer, following.signal);
  const failures = await walkThrough(world, {
    onStep: (name) => void tell(`  ${name}`),
    isTold: gatherer.has,
  });
  following.abort();
  await followed;
  return { shape: gatherer.shape(version, kinds), failures: [...failures, ...recorder.failures] };
}

/** Claude Code keeps a file for each process with what it is doing: its fields and words, too. */
async function followSessionFiles(
  folder: string,
  gatherer: ReturnType<typeof makeShapeGatherer>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const { name } of Deno.readDir(folder)) {
        if (!name.endsWith(".json")) continue;
        const told = JSON.parse(await Deno.readTextFile(join(folder, name)));
        gatherer.add("session file", told);
        for (const word of ["status", "waitingFor", "kind", "entrypoint"]) {
          if (word in told) gatherer.addName("session file", `${word}=${told[word]}`);
        }
      }
    } catch {
      // Not there yet, or being written.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function shapeFile(version: string): URL {
  return new URL(`./${version}.json`, import.meta.url);
}

async function tell(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}
