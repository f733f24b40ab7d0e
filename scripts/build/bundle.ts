/**
 * Builds the dashboard into `static/dist/` when it is missing or older than its sources.
 * Standard output belongs to the command that runs after it: everything here is said on standard
 * error. `--force` builds in any case.
 */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { stampInputs } from "./bundle_stamp.ts";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/^\/(?=[A-Za-z]:\/)/, "");
const STAMP = ".stamp";
const ASIDE = ".build-";
const ENTRIES = ["app.js", "app.css"];

/** How {@linkcode ensureBundle} is to work. */
export interface BundleOptions {
  /** Builds even when nothing changed. */
  readonly force?: boolean;
  /** The repository's folder, with a slash at the end; this one unless said. */
  readonly root?: string;
}

/** The bundle could not be built; the message holds what the bundler said. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/**
 * Makes sure that `static/dist/` holds the bundle of the present sources. Several at once do not
 * disturb each other: each builds aside and moves its files in one by one, the stamp last.
 *
 * @throws {BundleError} when the bundler fails
 */
export async function ensureBundle(options: BundleOptions = {}): Promise<"fresh" | "built"> {
  const root = options.root ?? ROOT;
  const dist = `${root}static/dist/`;
  const stamp = await stampInputs(root);
  if (options.force !== true && await isFresh(dist, stamp)) return "fresh";
  await Deno.mkdir(dist, { recursive: true });
  const aside = await Deno.makeTempDir({ dir: dist, prefix: ASIDE });
  try {
    const built = await Promise.allSettled([
      // What only some views need is in files of its own, which the page loads after its first rows.
      bundle(root, ["--code-splitting", "--outdir", aside, "lib/dashboard/app.tsx"]),
      bundle(root, ["--output", `${aside}/app.css`, "static/styles/app.css"]),
    ]);
    // Both have ended by now: nothing writes any more into a folder that is removed.
    for (const outcome of built) if (outcome.status === "rejected") throw outcome.reason;
    const names = await namesIn(aside);
    await Promise.all(names.map((name) => compress(`${aside}/${name}`)));
    const written: Stamp = { inputs: stamp, files: await namesIn(aside) };
    await Deno.writeTextFile(`${aside}/${STAMP}`, JSON.stringify(written));
    await moveInto(aside, dist);
  } finally {
    await Deno.remove(aside, { recursive: true });
  }
  return "built";
}

/** What the stamp says: what the bundle was made of, and the files that it is. */
interface Stamp {
  readonly inputs: string;
  readonly files: readonly string[];
}

async function isFresh(dist: string, stamp: string): Promise<boolean> {
  try {
    const { inputs, files }: Stamp = JSON.parse(await Deno.readTextFile(dist + STAMP));
    await Promise.all(files.map((name) => Deno.stat(dist + name)));
    return inputs === stamp;
  } catch {
    return false;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}

async function bundle(root: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", ...args],
    cwd: root,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new BundleError(new TextDecoder().decode(stderr).trim());
}

/** Puts beside a file what a server sends of it to those who take it compressed. */
async function compress(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  await Deno.writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  await Deno.writeFile(`${path}.br`, brotliCompressSync(bytes));
}

async function moveInto(aside: string, dist: string): Promise<void> {
  const names = await namesIn(aside);
  // The stamp and the page's two entry files come last: what they name is in place before them.
  const order = (name: string) => name === STAMP ? 2 : ENTRIES.includes(name) ? 1 : 0;
  names.sort((a, b) => order(a) - order(b));
  for (const name of names) await Deno.rename(`${aside}/${name}`, dist + name);
  for await (const entry of Deno.readDir(dist)) {
    if (!entry.isFile || names.includes(entry.name)) continue;
    await Deno.remove(dist + entry.name).catch(ignoreMissing);
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

function say(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`));
}

if (import.meta.main) {
  const began = performance.now();
  try {
    if (await ensureBundle({ force: Deno.args.includes("--force") }) === "built") {
      say(`Built the dashboard in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    say("Error: Cannot build the dashboard");
    say(`Reason: ${error.message}`);
    say("Suggestion: Run `deno task bundle` again; the first build downloads the bundler");
    Deno.exit(1);
  }
}
