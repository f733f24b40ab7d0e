/**
 * `deno task examples`: runs the examples in doc comments of `lib/`. Only files that have some are
 * handed to `deno test --doc`, which would run all tests beside them as well.
 */
import { REPOSITORY } from "../../tests/support/shared.ts";
import { isTest, readSources } from "./source_tree.ts";

const EXAMPLE = /^ *\* ```ts$/m;

if (import.meta.main) {
  const files = (await readSources(REPOSITORY))
    .filter(({ path, text }) => path.startsWith("lib/") && !isTest(path) && EXAMPLE.test(text))
    .map(({ path }) => path);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-q", "-A", "--doc", ...files],
    cwd: REPOSITORY,
  }).spawn().status;
  Deno.exit(code);
}
