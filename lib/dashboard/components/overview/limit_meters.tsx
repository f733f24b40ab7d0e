import type { LimitView } from "../../../contract/usage.ts";
import { ago, dayTime, shortSpan } from "../../reading/time.ts";
import { lookup } from "../../../events/lookup.ts";

const NAMES: Readonly<Record<string, string>> = { five_hour: "5 h limit", seven_day: "7 d limit" };

/** How much of the plan's limits is used, and when they begin anew. */
export function LimitMeters({ limits, now }: { limits: readonly LimitView[]; now: number }) {
  return (
    <>
      {limits.map(({ name, session, used_percent: used, resets_at: resets, read_at: read }) => {
        // Sessions of several accounts are told apart by who reported them.
        const isOne = limits.filter((each) => each.name === name).length === 1;
        const reported = `Reported by a status line ${ago(now - read)}` +
          (resets === null ? "" : `; begins anew ${dayTime(resets).slice(0, -5)}`);
        return (
          <span
            key={`${name} ${session}`}
            class={`limit${used !== null && used >= 80 ? " is-high" : ""}`}
            title={reported}
          >
            <span class="muted">
              {lookup(NAMES, name) ?? name.replaceAll("_", " ")}
              {isOne ? "" : ` (session ${session.slice(0, 8)})`}
            </span>
            {used === null
              ? <span class="unknown">begun anew, not reported since</span>
              : (
                <span class={`meter${used >= 80 ? " is-high" : ""}`}>
                  <meter
                    min={0}
                    max={100}
                    value={used}
                    aria-label={`${lookup(NAMES, name) ?? name} used`}
                  />
                  {Math.round(used)} %
                </span>
              )}
            {used !== null && resets !== null && resets > now && (
              <span class="muted">resets in {shortSpan(resets - now)}</span>
            )}
          </span>
        );
      })}
    </>
  );
}
