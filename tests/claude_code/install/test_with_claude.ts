import {
  hasPackage,
  type NeedingTestOptions,
  REQUIRE_ALL,
  skippedName,
} from "../../support/need.ts";
import { findClaude } from "./find_claude.ts";
import { type ReleaseName, RELEASES } from "./releases.ts";

/**
 * Registers a test that runs a real Claude Code in a terminal. Where the release or tmux is missing,
 * the test is skipped under a name that tells so; where nothing may be missing, it fails.
 */
export function testWithClaude(
  release: ReleaseName,
  name: string,
  fn: (claude: string, context: Deno.TestContext) => Promise<void>,
  options: NeedingTestOptions = {},
): void {
  const claude = findClaude(release);
  const missing = [
    ...claude === null ? [`Claude Code ${RELEASES[release].version}`] : [],
    ...hasPackage("tmux") ? [] : ["tmux"],
  ];
  if (claude !== null && missing.length === 0) {
    Deno.test({ ...options, name, fn: (context) => fn(claude, context) });
  } else if (Deno.env.get(REQUIRE_ALL) === "1") {
    Deno.test(name, () => {
      throw new Error(`Missing: ${missing.join(", ")}`);
    });
  } else {
    Deno.test({ name: skippedName(name, missing), ignore: true, fn: () => {} });
  }
}
