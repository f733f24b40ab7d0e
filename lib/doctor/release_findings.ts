import { isNewer } from "../upgrade/is_newer.ts";
import type { KnownRelease } from "../upgrade/known_release.ts";
import type { Finding } from "./finding.ts";

/** What the last look at the releases means: nothing is asked of the network here. */
export function releaseFindings(known: KnownRelease | null, current: string): Finding[] {
  if (known === null || !isNewer(known.version, current)) return [];
  return [{
    check: "release",
    state: "warning",
    message: `mpm-monitor ${known.version} is there, as 'mpm-monitor upgrade --check' has found`,
    advice: "mpm-monitor upgrade",
  }];
}
