import { duration } from "../../reading/time.ts";
import { type Group, quantile } from "../../stores/metrics.ts";
import { formatRoute } from "../../stores/route.ts";

/** Figures by tool or category, the most used first. */
export function GroupTable(
  { field, groups }: { field: "tool" | "category"; groups: readonly Group[] },
) {
  const most = Math.max(1, ...groups.map((group) => group.count));
  return (
    <table class="table metrics-table">
      <thead>
        <tr>
          <th scope="col">{field === "tool" ? "Tool" : "Category"}</th>
          <th scope="col" class="number">Calls</th>
          <th scope="col">
            <span class="visually-hidden">Share</span>
          </th>
          <th scope="col" class="number">Failed</th>
          <th scope="col" class="number">p50</th>
          <th scope="col" class="number">p95</th>
          <th scope="col" class="number">p99</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">
              <a
                href={formatRoute({ view: "live", params: { q: `${field}:${group.name}` } })}
              >
                <bdi>{group.name}</bdi>
              </a>
            </th>
            <td class="number">{group.count.toLocaleString("en")}</td>
            <td class="share">
              <meter min={0} max={most} value={group.count} aria-label="Share" />
            </td>
            <td class={`number${group.errors > 0 ? " is-error" : ""}`}>
              {group.errors === 0 ? "0" : `${group.errors} (${percent(group)} %)`}
            </td>
            {[0.5, 0.95, 0.99].map((share) => (
              <td key={share} class="number">{timeOf(group, share)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function percent({ errors, count }: Group): string {
  const share = 100 * errors / count;
  return share < 10 ? share.toFixed(1) : String(Math.round(share));
}

function timeOf(group: Group, share: number) {
  const ms = quantile(group.durations, share);
  return ms === undefined
    ? <span class="unknown" title="No event told how long it took">–</span>
    : duration(ms);
}
