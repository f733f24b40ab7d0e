import { dayTime, duration } from "../../reading/time.ts";
import { formatRoute } from "../../stores/route.ts";
import type { Row } from "../../stores/row.ts";

/** The calls that took longest, each with a link to the event. */
export function SlowestTable({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return <p class="muted">No call told how long it took.</p>;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col" class="number">Took</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td class="number">{duration(row.duration_ms ?? 0)}</td>
            <td class="slow-what">
              <a href={formatRoute({ view: "live", params: { event: String(row.id) } })}>
                {row.verb} <bdi class="object">{row.object}</bdi>
              </a>
            </td>
            <td>
              <bdi>{row.who}</bdi>
            </td>
            <td class="muted">{dayTime(row.ts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
