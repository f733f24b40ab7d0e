import type { HolderClass } from "./holder_class.ts";
import type { PortHolder } from "./holders.ts";

/** What somebody asked for about taken ports. */
export interface ReclaimPolicy {
  /** `--no-reclaim`: not even debug scripts are ended without being asked to. */
  readonly reclaim: boolean;
  readonly force: boolean;
  /** How the port came into question. */
  readonly choice: "explicit" | "first of range" | "other";
}

/** What may be done about a taken port. */
export type ReclaimDecision =
  | { readonly kind: "end" }
  | { readonly kind: "leave"; readonly reason: string };

/** Processes that are never ended. */
export interface Protected {
  /** This process and all that it descends from. */
  readonly ancestors: readonly number[];
}

/**
 * Decides whether a port's holder may be ended. A debug script of this user may, always; with
 * `--force` also what the person named by its port. Never what belongs to somebody else, and never
 * what we run under.
 */
export function decideReclaim(
  { holder, holderClass }: { holder: PortHolder; holderClass: HolderClass },
  policy: ReclaimPolicy,
  { ancestors }: Protected,
): ReclaimDecision {
  const allowed = mayEnd(holderClass, policy);
  if (allowed !== null) return { kind: "leave", reason: allowed };
  const { processes, hidden } = holder;
  if (hidden || processes.length === 0) return leave("its process cannot be seen");
  if (processes.some(({ own }) => own !== true)) return leave("it belongs to another user");
  if (processes.some(({ start }) => start === null)) {
    return leave("this system does not tell when its process began");
  }
  if (processes.some(({ pid }) => pid === 1)) {
    return leave("it is process 1, which runs the system");
  }
  if (processes.some(({ pid }) => ancestors.includes(pid))) {
    return leave("this command runs under it");
  }
  return { kind: "end" };
}

/** Why a class of holder may not be ended under this policy; `null` when it may. */
function mayEnd(holderClass: HolderClass, policy: ReclaimPolicy): string | null {
  const { reclaim, force, choice } = policy;
  const forced = force && choice !== "other";
  switch (holderClass) {
    case "debug-script":
      if (forced || reclaim) return null;
      return "--no-reclaim leaves debug scripts alone";
    case "monitor":
    case "orphan":
    case "upstream":
      return forced ? null : "--force was not given for this port";
    case "foreign":
      if (forced && choice === "explicit") return null;
      return force
        ? "--force ends other programs only on a port given by --port"
        : "--force was not given for this port";
    case "dashboard":
      return "it is the dashboard of a monitor of yours";
  }
}

function leave(reason: string): ReclaimDecision {
  return { kind: "leave", reason };
}
