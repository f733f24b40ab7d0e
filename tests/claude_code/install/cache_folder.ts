import { join } from "@std/path/join";

/** Where releases are kept: outside of the tree, so that no clone or clean-up loses 600 MB. */
export function cacheFolder(): string {
  const home = Deno.env.get("HOME") ?? "";
  const cache = Deno.env.get("XDG_CACHE_HOME") || join(home, ".cache");
  return join(cache, "mpm-monitor-tests", "claude-code");
}
