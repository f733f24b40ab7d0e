import type { MetricsAnswer, TimesAnswer } from "../../../contract/http.ts";
import { size } from "../../reading/size.ts";
import { count } from "../../reading/text.ts";
import { exact, shortSpan } from "../../reading/time.ts";
import { usePolled } from "../../net/polled.ts";

/** What the monitor costs the agents and the machine: it should be next to nothing. */
export function OwnCost() {
  const { answer } = usePolled<MetricsAnswer>("/api/metrics", 3000);
  if (answer === undefined) return null;
  const refused = Object.values(answer.events.refused).reduce((sum, n) => sum + n, 0);
  const { queue, last_day: day } = answer;
  const facts: readonly [string, string, string][] = [
    ["Memory", size(answer.memory), "of the server's process"],
    ["Late by", exact(answer.lag.now), `the event loop, at worst ${exact(answer.lag.max)}`],
    ["On their way to disk", String(queue.now), `events, at most ${queue.max}`],
    ["Store", size(answer.store.bytes), count(answer.store.events, "event")],
    ["Last 24 hours", size(day.bytes), count(day.events, "event")],
    ["Taken", count(answer.events.stored, "event"), `in ${shortSpan(answer.uptime * 1000)}`],
    ["Not stored", String(answer.not_stored), "their emitters were told so"],
    ["Duplicates dropped", String(answer.events.duplicates), "sent twice by an emitter"],
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
      <div class="columns">
        <Times
          title="What an emitter waits for, in the last ten minutes"
          first="Way in"
          rows={answer.ingest.map((each) => [each.way, each])}
        />
        <Times
          title="What all hooks cost Claude Code, ours among them, by its telemetry"
          first="Hook"
          rows={answer.hooks.map((each) => [
            each.failed === 0 ? each.event : `${each.event}, ${each.failed} failed`,
            each,
          ])}
        />
      </div>
    </section>
  );
}

function Times({ title, first, rows }: {
  title: string;
  first: string;
  rows: readonly (readonly [string, TimesAnswer])[];
}) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 class="section-head">{title}</h3>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {["Count", "p50", "p95", "p99"].map((name) => (
              <th key={name} scope="col" class="number">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, times]) => (
            <tr key={name}>
              <td>
                <code>{name}</code>
              </td>
              <td class="number">{times.count.toLocaleString("en")}</td>
              {[times.p50_ms, times.p95_ms, times.p99_ms].map((ms, at) => (
                <td key={at} class="number">
                  {ms === null
                    ? <span class="unknown" title="Nothing came in the last ten minutes">–</span>
                    : exact(ms)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
