import type { HomeFacts } from "./examine_home.ts";
import type { Finding } from "./finding.ts";

/** What the owners and modes of the state folder's parts mean. */
export function homeFindings({ untrusted, open, damaged }: HomeFacts): Finding[] {
  return [
    ...untrusted.map(({ path, problem }): Finding => ({
      check: "owner",
      state: "error",
      message: `${path} is not used: ${problem[0]?.toLowerCase()}${problem.slice(1)}`,
      advice:
        "Look at who put it there; remove it, or set MPM_MONITOR_HOME to a folder of your own",
    })),
    ...open.map((path): Finding => ({
      check: "mode",
      state: "warning",
      message: `Other users can look into ${path}`,
      advice: `chmod 700 '${path}'; the next start does it, too`,
    })),
    ...damaged.map((path): Finding => ({
      check: "damaged_store",
      state: "warning",
      message: `A damaged event store was set aside as ${path}; what could be read was saved`,
      advice: "Remove it when you do not need it any more",
    })),
  ];
}
