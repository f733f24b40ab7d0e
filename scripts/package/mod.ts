/**
 * `deno task package --binary TARGET=FILE … --out DIR`: makes from finished binaries all that a
 * release has. `docs/releasing.md` says what that is.
 */
import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { UserError } from "../../lib/user_error.ts";
import { VERSION } from "../../lib/version.ts";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { ownManPage } from "../build/man.ts";
import { makeRelease } from "./make_release.ts";
import { readReleaseSources } from "./read_release_sources.ts";
import type { Binary, PackedFile, ReleaseInput } from "./release_input.ts";

const USAGE = `Usage: deno task package --binary TARGET=FILE … --out DIR
  --binary TARGET=FILE  a binary, by its target or platform; may be said for each platform
  --out DIR             an empty or new folder for what is made
  --version VERSION     as deno.json says, unless said
  --quick               packs fast instead of small: for tests
SOURCE_DATE_EPOCH is the time that all files carry.`;

/** The time of files where SOURCE_DATE_EPOCH says none: 1 January 2026. */
const DATE = 1_767_225_600;

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`Error: ${error.message}\n${USAGE}`);
    Deno.exit(2);
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const args = parseArgs([...argv], {
    string: ["binary", "out", "version"],
    collect: ["binary"],
    boolean: ["quick"],
    unknown: (name) => {
      throw unusable(`${name} is no option`);
    },
  });
  const out = args["out"];
  if (typeof out !== "string" || out === "") throw unusable("--out is missing");
  const named = [args["binary"]].flat().map(String);
  if (named.length === 0) throw unusable("--binary is missing");
  const date = new Date(Number(Deno.env.get("SOURCE_DATE_EPOCH") ?? DATE) * 1000);
  const release = await makeRelease({
    version: typeof args["version"] === "string" ? args["version"] : VERSION,
    date,
    binaries: await Promise.all(named.map(readBinary)),
    texts: await readTexts(date),
    quick: args["quick"] === true,
  }, await readReleaseSources());
  await writeFiles(join(out, "release"), release.served);
  await writeFiles(join(out, "npm"), release.npm);
  await Deno.writeTextFile(join(out, "notes.md"), release.notes);
  say(release.served.concat(release.npm).map(describe).join("\n"));
}

function unusable(message: string): UserError {
  return new UserError(message, { code: "usage" });
}

async function readBinary(text: string): Promise<Binary> {
  const [name = "", ...rest] = text.split("=");
  const platform = PLATFORMS.find((each) => each.target === name || each.name === name);
  if (platform === undefined || rest.length === 0) {
    throw unusable(
      `--binary ${text}: say TARGET=FILE, with one of ${PLATFORMS.map((each) => each.name)}`,
    );
  }
  return { platform, bytes: await Deno.readFile(rest.join("=")) };
}

async function readTexts(date: Date): Promise<ReleaseInput["texts"]> {
  const [license, readme, changelog] = await Promise.all(
    ["LICENSE", "README.md", "CHANGELOG.md"].map((name) =>
      Deno.readTextFile(join(REPOSITORY, name))
    ),
  );
  return {
    license: license ?? "",
    readme: readme ?? "",
    changelog: changelog ?? "",
    man: await ownManPage(date),
  };
}

async function writeFiles(folder: string, files: readonly PackedFile[]): Promise<void> {
  for (const { path, bytes, executable } of files) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeFile(file, bytes, { mode: executable === true ? 0o755 : 0o644 });
  }
}

function describe({ path, bytes }: PackedFile): string {
  return `${(bytes.length / 1e6).toFixed(1).padStart(6)} MB  ${path}`;
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}
