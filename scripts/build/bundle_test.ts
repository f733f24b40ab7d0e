import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { BundleError, ensureBundle } from "./bundle.ts";
import { BUNDLE_INPUTS, stampInputs } from "./bundle_stamp.ts";

/** A small repository with a page of its own. */
async function repository(source: string) {
  const root = `${await Deno.makeTempDir({ prefix: "mpm-monitor-bundle-" })}/`;
  await Deno.mkdir(`${root}lib/dashboard`, { recursive: true });
  await Deno.mkdir(`${root}static/styles`, { recursive: true });
  await Deno.writeTextFile(`${root}deno.json`, "{}");
  await Deno.writeTextFile(`${root}lib/dashboard/app.tsx`, source);
  await Deno.writeTextFile(`${root}static/styles/app.css`, "a { color: red }");
  return { root, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

Deno.test("ensureBundle() builds once, and again only when a source has changed", async () => {
  await using repo = await repository("console.log('first');");
  assertEquals(await ensureBundle({ root: repo.root }), "built");
  assertEquals(await ensureBundle({ root: repo.root }), "fresh");
  await Deno.writeTextFile(`${repo.root}lib/dashboard/app.tsx`, "console.log('second one');");
  assertEquals(await ensureBundle({ root: repo.root }), "built");
  const built = await Deno.readTextFile(`${repo.root}static/dist/app.js`);
  assertStringIncludes(built, "second one");
  const files = await Array.fromAsync(Deno.readDir(`${repo.root}static/dist`), ({ name }) => name);
  assertEquals(files.sort(), [
    ".stamp",
    "app.css",
    "app.css.br",
    "app.css.gz",
    "app.js",
    "app.js.br",
    "app.js.gz",
  ]);
});

Deno.test("ensureBundle() builds anew when a file of the bundle is gone", async () => {
  await using repo = await repository("import('./late.ts'); console.log('early');");
  await Deno.writeTextFile(`${repo.root}lib/dashboard/late.ts`, "console.log('late one');");
  await ensureBundle({ root: repo.root });
  const dist = `${repo.root}static/dist/`;
  const names = await Array.fromAsync(Deno.readDir(dist), ({ name }) => name);
  const late = names.find((name) => /^late-\w+\.js$/.test(name));
  assertStringIncludes(await Deno.readTextFile(dist + late), "late one");
  assertEquals(names.includes(`${late}.br`), true);
  await Deno.remove(`${dist}${late}.gz`);
  assertEquals(await ensureBundle({ root: repo.root }), "built");
  assertEquals(await ensureBundle({ root: repo.root }), "fresh");
});

Deno.test("ensureBundle() can be called twice at once on a fresh clone", async () => {
  await using repo = await repository("console.log('both');");
  const { root } = repo;
  assertEquals(await Promise.all([ensureBundle({ root }), ensureBundle({ root })]), [
    "built",
    "built",
  ]);
  assertEquals(await ensureBundle({ root }), "fresh");
});

Deno.test("ensureBundle() tells what the bundler said, and leaves the old bundle alone", async () => {
  await using repo = await repository("console.log('good');");
  await ensureBundle({ root: repo.root });
  await Deno.writeTextFile(`${repo.root}lib/dashboard/app.tsx`, "console.log('broken");
  const error = await assertRejects(() => ensureBundle({ root: repo.root }), BundleError);
  assertStringIncludes(error.message, "app.tsx");
  assertStringIncludes(await Deno.readTextFile(`${repo.root}static/dist/app.js`), "good");
});

Deno.test("stampInputs() does not look at tests", async () => {
  await using repo = await repository("");
  const before = await stampInputs(repo.root);
  await Deno.writeTextFile(`${repo.root}lib/dashboard/app_test.ts`, "// a test");
  assertEquals(await stampInputs(repo.root), before);
});

Deno.test("BUNDLE_INPUTS names every folder that the dashboard imports from", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "lib/dashboard/app.tsx"],
    cwd: new URL("../..", import.meta.url),
  }).output();
  const info: { modules: { local?: string }[] } = JSON.parse(new TextDecoder().decode(stdout));
  const root = decodeURIComponent(new URL("../..", import.meta.url).pathname);
  const own = info.modules.flatMap(({ local }) =>
    local?.startsWith(root) && !local.endsWith(".d.ts") ? [local.slice(root.length)] : []
  );
  const strangers = own.filter((path) => !BUNDLE_INPUTS.some((input) => path.startsWith(input)));
  assertEquals([own.length > 50, strangers], [true, []]);
});
