import { assert, assertMatch, assertStringIncludes } from "@std/assert";
import { loadVisible } from "../../lib/cli/catalog.ts";
import { REPOSITORY } from "../support/shared.ts";

// An image is built nowhere in tests: this holds what its file says to what there is.
Deno.test("the image runs as nobody's user, and calls commands with options that there are", async () => {
  const text = await Deno.readTextFile(`${REPOSITORY}/scripts/container/Dockerfile`);
  assertMatch(text, /^USER monitor$/m);
  assertMatch(text, /^VOLUME \/data$/m);
  assertStringIncludes(text, "MPM_MONITOR_HOME=/data");
  const commands = await loadVisible();
  for (const line of [/CMD (\["mpm-monitor".*)$/m, /^CMD (\[.*)$/m]) {
    const words: string[] = JSON.parse(text.match(line)?.[1] ?? "[]");
    const [name, ...options] = words.filter((word) => word !== "mpm-monitor");
    const command = commands.find((each) => each.name === name);
    for (const option of options.filter((each) => each.startsWith("--"))) {
      const known = ["quiet", ...command?.options.map((each) => each.name) ?? []];
      assert(known.includes(option.slice(2)), `${name} ${option}`);
    }
  }
});
