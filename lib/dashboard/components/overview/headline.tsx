import type { UsageAnswer } from "../../../contract/http.ts";
import { useStores } from "../../hooks/context.ts";
import { usePolled } from "../../net/polled.ts";
import { count } from "../../reading/text.ts";
import { formatRoute, route } from "../../ui/route.ts";
import { LimitMeters } from "./limit_meters.tsx";

/**
 * The whole picture in one line: who needs the person, who works, what it costs today. It counts
 * everybody, whatever is filtered below it.
 */
export function Headline() {
  const { live } = useStores();
  const { project } = route.value.params;
  const of = project === undefined ? "" : `&project=${encodeURIComponent(project)}`;
  const { answer } = usePolled<UsageAnswer>(`/api/usage?days=1${of}`, 5000);
  const today = answer?.total.cost_usd;
  const isLeast = (answer?.total.unknown.cost_usd ?? 0) > 0 ||
    (answer?.total.undated?.cost_usd ?? null) !== null;
  const sessions = live.sessions.live.value;
  const states = Map.groupBy(sessions, ({ state }) => state);
  const failed = states.get("failed")?.length ?? 0;
  const rest = (["working", "idle", "interrupted"] as const).flatMap((state) => {
    const n = states.get(state)?.length;
    return n === undefined ? [] : [`${n} ${state}`];
  });
  return (
    <header class="headline">
      <h2 class="big">
        <Waiting />
        {failed > 0 && <span class="state is-error">✕ {failed} failed</span>}
        <span class="headline-rest">{rest.join(", ")}</span>
      </h2>
      <p class="headline-figures">
        {today !== undefined && today !== null && (
          <span title={`By ${today.from.join(", ")}`}>
            {isLeast && "≥ "}${today.value.toFixed(2)}{" "}
            <span class="muted">
              today{project !== undefined && ` in ${live.names.labelOf(project)}`}
            </span>
          </span>
        )}
        <a href={formatRoute({ view: "files", params: {} })} title="Press c">Files changed</a>
        <LimitMeters limits={answer?.limits ?? []} now={live.lately.value} />
      </p>
    </header>
  );
}

function Waiting() {
  const { live } = useStores();
  const waiting = live.sessions.waiting.value;
  if (waiting.length === 0) return <span>Nobody waits for you</span>;
  const sessions = new Set(waiting.map(({ session }) => session.id)).size;
  return (
    <span class="state is-waiting">
      ▲ {waiting.length > sessions
        ? `${count(waiting.length, "question")} in ${count(sessions, "session")} wait`
        : `${count(sessions, "session")} ${sessions === 1 ? "waits" : "wait"}`} for you
    </span>
  );
}
