import { join } from "@std/path/join";
import config from "../../../deno.json" with { type: "json" };
import { REPOSITORY } from "../../../tests/support/shared.ts";
import { findOwnUrls, isModule } from "../../build/own_urls.ts";
import { isTest, readSources } from "../../check/source_tree.ts";
import { readBundled } from "./read_bundled.ts";
import { type Component, packageUrl } from "./component.ts";

/** One package, as `deno info --json` has it. */
interface NpmPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  readonly localPath?: string;
}

/** What is read of `deno info --json`. */
interface ModuleGraph {
  readonly modules: readonly { readonly specifier: string; readonly npmPackage?: string }[];
  readonly npmPackages?: Readonly<Record<string, NpmPackage>>;
}

const PAGE = "lib/dashboard/app.tsx";

/** Finds the packages in the binary: what its modules and those of its page import. */
export async function readComponents(): Promise<Component[]> {
  const sources = (await readSources(REPOSITORY)).filter(({ path }) => !isTest(path));
  const own = sources.filter(({ path }) => path.startsWith("lib/"));
  const entries = ["main.ts", ...[...findOwnUrls(own).values()].filter(isModule)];
  const [integrity, ofProgram, ofPage, ...graphs] = await Promise.all([
    readIntegrity(),
    readBundled(entries, "deno"),
    readBundled([PAGE], "browser"),
    ...[...entries, PAGE].map(readGraph),
  ]);
  const bundled = ofProgram.union(ofPage);
  const found = new Map<string, Component>();
  for (const graph of graphs) {
    for (const component of jsrPackages(graph)) found.set(packageUrl(component), component);
    for (const [key, each] of npmPackages(graph)) {
      if (!bundled.has(`${each.name}@${each.version}`)) continue;
      const component = await describe(key, each, graph, integrity);
      found.set(packageUrl(component), component);
    }
  }
  return Array.from(found.values(), (component) => ({
    ...component,
    needs: component.needs.filter((url) => found.has(url)),
  }));
}

async function readGraph(entry: string): Promise<ModuleGraph> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
    cwd: REPOSITORY,
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The packages that modules import, and what these need. */
function npmPackages({ modules, npmPackages = {} }: ModuleGraph): [string, NpmPackage][] {
  const open = modules.flatMap(({ npmPackage }) => npmPackage ?? []);
  const found = new Map<string, NpmPackage>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const each = npmPackages[key];
    if (each === undefined || found.has(key)) continue;
    found.set(key, each);
    open.push(...each.dependencies);
  }
  return [...found];
}

function jsrPackages({ modules }: ModuleGraph): Component[] {
  return modules.flatMap(({ specifier }) => {
    const [, name, version] = specifier.match(/^https:\/\/jsr\.io\/(@[^/]+\/[^/]+)\/([^/]+)\//) ??
      [];
    if (name === undefined || version === undefined) return [];
    return [{ name, version, registry: "jsr" as const, license: "MIT", sha512: null, needs: [] }];
  });
}

async function describe(
  key: string,
  { name, version, dependencies, localPath }: NpmPackage,
  { npmPackages = {} }: ModuleGraph,
  integrity: ReadonlyMap<string, string>,
): Promise<Component> {
  return {
    name,
    version,
    registry: "npm",
    license: localPath === undefined ? null : await readLicense(localPath),
    sha512: integrity.get(key) ?? null,
    needs: dependencies.flatMap((other) => {
      const each = npmPackages[other];
      return each === undefined
        ? []
        : [packageUrl({ registry: "npm", name: each.name, version: each.version })];
    }),
  };
}

async function readLicense(folder: string): Promise<string | null> {
  const text = await Deno.readTextFile(join(folder, "package.json"));
  const { license, licenses } = JSON.parse(text) as {
    readonly license?: string;
    /** As packages of long ago say it. */
    readonly licenses?: readonly { readonly type?: string }[];
  };
  return license ?? licenses?.[0]?.type ?? null;
}

/** SHA-512 of each package's tarball in hex, by the name that the lock file has for it. */
async function readIntegrity(): Promise<ReadonlyMap<string, string>> {
  const lock: unknown = JSON.parse(await Deno.readTextFile(join(REPOSITORY, config.lock.path)));
  const { npm = {} } = lock as { npm?: Readonly<Record<string, { integrity?: string }>> };
  return new Map(
    Object.entries(npm).flatMap(([key, { integrity = "" }]) => {
      const [algorithm, digest = ""] = integrity.split("-");
      if (algorithm !== "sha512") return [];
      const bytes = Uint8Array.from(atob(digest), (character) => character.charCodeAt(0));
      return [[key, Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")]];
    }),
  );
}
