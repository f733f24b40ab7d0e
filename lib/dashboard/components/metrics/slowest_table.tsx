import type { AggregateCall } from "../../../events/aggregate.ts";
import { useStores } from "../../hooks/context.ts";
import { dayTime, duration } from "../../reading/time.ts";
import { formatRoute } from "../../ui/route.ts";

/** The calls that took longest, each with a link to the event. */
export function SlowestTable({ calls }: { calls: readonly AggregateCall[] }) {
  const { live } = useStores();
  if (calls.length === 0) return <p class="muted">No call reported how long it took.</p>;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col" class="number">Took</th>
          <th scope="col">What</th>
          <th scope="col">Project</th>
          <th scope="col">Ended</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call.id}>
            <td class="number">{duration(call.duration_ms)}</td>
            <td class="slow-what">
              <a href={formatRoute({ view: "live", params: { event: String(call.id) } })}>
                <bdi>{call.summary}</bdi>
              </a>
            </td>
            <td>
              <bdi>{live.names.labelOf(call.project) ?? "–"}</bdi>
            </td>
            <td class="muted">{dayTime(call.ts).slice(0, -2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
