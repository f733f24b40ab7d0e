import type { MetricsAnswer, TimesAnswer } from "../../../contract/http.ts";
import { size } from "../../reading/size.ts";
import { count } from "../../reading/text.ts";
import { duration, shortSpan } from "../../reading/time.ts";
import { usePolled } from "../../stores/polled.ts";

/** What the monitor costs the agents and the machine: it should be next to nothing. */
export function OwnCost() {
  const { answer } = usePolled<MetricsAnswer>("/api/metrics", 3000);
  if (answer === undefined) return null;
  const refused = Object.values(answer.events.refused).reduce((sum, n) => sum + n, 0);
  const facts: readonly [string, string, string][] = [
    ["Memory", size(answer.memory), "of the server's process"],
    ["Lag", duration(answer.lag.now), `at worst ${duration(answer.lag.max)}`],
    ["Store", size(answer.store.bytes), count(answer.store.events, "event")],
    ["Taken", count(answer.events.stored, "event"), `in ${shortSpan(answer.uptime * 1000)}`],
    ["Doubles left out", String(answer.events.duplicates), "sent twice by an emitter"],
    ["Refused", String(refused), "not understood, or too big"],
    ["Slow clients", String(answer.gaps), "times one had to catch up"],
  ];
  return (
    <section class="section">
      <h2 class="section-head">The monitor itself, since its start</h2>
      <dl class="figures">
        {facts.map(([name, value, about]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              <span class="muted">{about}</span>
            </dd>
          </div>
        ))}
      </dl>
      {answer.ingest.length > 0 && (
        <>
          <h3 class="section-head">What an emitter waits for, in the last ten minutes</h3>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Way in</th>
                <th scope="col" class="number">Requests</th>
                <th scope="col" class="number">p50</th>
                <th scope="col" class="number">p95</th>
                <th scope="col" class="number">p99</th>
              </tr>
            </thead>
            <tbody>
              {answer.ingest.map((way) => <WayRow key={way.way} way={way} />)}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function WayRow({ way }: { way: TimesAnswer & { readonly way: string } }) {
  return (
    <tr>
      <td>
        <code>{way.way}</code>
      </td>
      <td class="number">{way.count.toLocaleString("en")}</td>
      {[way.p50_ms, way.p95_ms, way.p99_ms].map((ms, at) => (
        <td key={at} class="number">
          {ms === null
            ? <span class="unknown" title="Nothing came in the last ten minutes">–</span>
            : exact(ms)}
        </td>
      ))}
    </tr>
  );
}

/** These are short: tenths of a millisecond count. */
function exact(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : duration(ms);
}
