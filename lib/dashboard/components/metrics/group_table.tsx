import type { AggregateGroup } from "../../../events/aggregate.ts";
import { toolName } from "../../reading/action.ts";
import { duration } from "../../reading/time.ts";
import { formatRoute } from "../../ui/route.ts";
import { timeAt } from "../../model/aggregate.ts";

const SHARES = [0.5, 0.95, 0.99];

/** Figures by tool or category, the most used first. */
export function GroupTable({ field, groups, within }: {
  field: "tool" | "category";
  groups: readonly AggregateGroup[];
  /** Narrows the links to what was counted: `since:…`. */
  within: string;
}) {
  const most = Math.max(1, ...groups.map((group) => group.count));
  const timed = field === "tool";
  return (
    <table class="table metrics-table">
      <thead>
        <tr>
          <th scope="col">{timed ? "Tool" : "Category"}</th>
          <th scope="col" class="number">{timed ? "Calls" : "Events"}</th>
          <th scope="col">
            <span class="visually-hidden">Share</span>
          </th>
          <th scope="col" class="number">Failed</th>
          {timed &&
            SHARES.map((share) => <th key={share} scope="col" class="number">p{share * 100}</th>)}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">
              <a href={search(`${field}:"${group.name}" ${within}`)}>
                <bdi>{timed ? toolName(group.name) : group.name}</bdi>
              </a>
            </th>
            <td class="number">{group.count.toLocaleString("en")}</td>
            <td class="share">
              <meter min={0} max={most} value={group.count} aria-label="Share" />
            </td>
            <td class="number">
              {group.errors === 0 ? "0" : (
                <a
                  class="is-error"
                  href={search(`${field}:"${group.name}" status:error ${within}`)}
                >
                  {group.errors.toLocaleString("en")} ({percent(group.errors, group.count)})
                </a>
              )}
            </td>
            {timed &&
              SHARES.map((share) => (
                <td key={share} class="number">{timeOf(timeAt(group.times, share))}</td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `2.9 %`, `21 %`. */
export function percent(part: number, whole: number): string {
  const share = 100 * part / Math.max(1, whole);
  return `${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}

function search(q: string): string {
  return formatRoute({ view: "history", params: { q } });
}

function timeOf(ms: number | null) {
  return ms === null
    ? <span class="unknown" title="No event reported how long it took">–</span>
    : duration(ms);
}
