import { useState } from "preact/hooks";
import type { UsageAnswer } from "../../contract/http.ts";
import { type SessionView, STATES } from "../../contract/state.ts";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream } from "../components/empty_stream.tsx";
import { LimitMeters } from "../components/overview/limit_meters.tsx";
import { SessionRows } from "../components/overview/session_rows.tsx";
import { SPARK_BARS } from "../components/overview/spark.tsx";
import { UsagePanel } from "../components/overview/usage_panel.tsx";
import { count, folderName } from "../reading/text.ts";
import { activityBySession } from "../rows/activity.ts";
import { useStores } from "../hooks/context.ts";
import { usePolled } from "../net/polled.ts";
import { route } from "../ui/route.ts";
import { groupByProject, type ProjectGroup, useSessions } from "../model/sessions.ts";

const SPARK_STEP = 15_000;
const QUIET = new Array<number>(SPARK_BARS).fill(0);

/** What everybody is doing, and who needs the person: all sessions by project. */
export function OverviewView() {
  const { answer, error } = useSessions();
  const { project, q = "" } = route.value.params;
  const sessions = answer?.sessions.filter((session) =>
    (project === undefined || session.project === project) && mentions(session, q)
  );
  if (sessions === undefined) {
    return (
      <div class="page">
        <ConnectionNotice />
        <p class="page-scroll muted">{error ?? "Asking the server"}</p>
      </div>
    );
  }
  if (answer?.sessions.length === 0) {
    return (
      <div class="page">
        <ConnectionNotice />
        <EmptyStream />
      </div>
    );
  }
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="page-scroll overview" tabIndex={0} role="region" aria-label="Sessions">
        <Headline sessions={sessions} />
        <Sessions groups={groupByProject(sessions, isLive)} />
        <UsagePanel />
      </div>
    </div>
  );
}

/** The whole picture in one line: who needs the person, who works, what it costs today. */
function Headline({ sessions }: { sessions: readonly SessionView[] }) {
  const { live } = useStores();
  const { answer } = usePolled<UsageAnswer>("/api/usage?days=1", 5000);
  const today = answer?.total.cost_usd;
  const isLeast = (answer?.total.unknown.cost_usd ?? 0) > 0 ||
    (answer?.total.undated?.cost_usd ?? null) !== null;
  const waiting = sessions.filter((session) => session.waiting !== null).length;
  const states = Map.groupBy(sessions, ({ state }) => state);
  const failed = states.get("failed")?.length ?? 0;
  const rest = (["working", "idle", "interrupted"] as const).flatMap((state) => {
    const n = states.get(state)?.length;
    return n === undefined ? [] : [`${n} ${state}`];
  });
  return (
    <header class="headline">
      <h2 class="big">
        {waiting > 0
          ? (
            <span class="state is-waiting">
              ▲ {waiting === 1 ? "1 session waits" : `${waiting} sessions wait`} for you
            </span>
          )
          : <span>Nobody waits for you</span>}
        {failed > 0 && <span class="state is-error">✕ {failed} failed</span>}
        <span class="headline-rest">{rest.join(", ")}</span>
      </h2>
      <p class="headline-figures">
        {today !== undefined && today !== null && (
          <span title={`By ${today.from.join(", ")}`}>
            {isLeast && "≥ "}${today.value.toFixed(2)} <span class="muted">today</span>
          </span>
        )}
        <LimitMeters limits={answer?.limits ?? []} now={live.at.value} />
      </p>
    </header>
  );
}

function Sessions({ groups }: { groups: readonly ProjectGroup[] }) {
  const { live } = useStores();
  void live.version.value;
  const activity = activityBySession(live.log.rows, {
    steps: SPARK_BARS,
    width: SPARK_STEP,
    now: live.at.value,
  });
  return (
    <table class="overview-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">What it does</th>
          <th scope="col" class="cell-spark">Last 10 min</th>
          <th scope="col" class="cell-context">Context</th>
          <th scope="col" class="number">Tokens</th>
          <th scope="col" class="number">Cost</th>
          <th scope="col" class="cell-model">Model, branch</th>
        </tr>
      </thead>
      {groups.map((group) => <Project key={group.project} group={group} activity={activity} />)}
    </table>
  );
}

function Project({ group, activity }: {
  group: ProjectGroup;
  activity: ReadonlyMap<string, readonly number[]>;
}) {
  const { live } = useStores();
  const [open, setOpen] = useState(false);
  // Before the stream is there, no activity is not known to be none.
  const isKnown = live.connection.value.last !== null;
  const shown = open ? [...group.live, ...group.over] : group.live;
  return (
    <>
      <tbody>
        <tr class="project-row">
          <th colSpan={7} scope="rowgroup">
            <h2 title={group.project ?? "These sessions did not say where they run"}>
              <bdi>{group.project === null ? "No project" : folderName(group.project)}</bdi>
            </h2>
            {group.project !== null && <bdi class="muted project-path">{group.project}</bdi>}
            {group.over.length > 0 && (
              <button
                type="button"
                class="link-button"
                onClick={() => setOpen(!open)}
              >
                {open ? "Hide" : "Show"} {count(group.over.length, "session")} that ended
              </button>
            )}
          </th>
        </tr>
      </tbody>
      {shown.map((session) => (
        <SessionRows
          key={session.id}
          session={session}
          hue={live.hues.of(session.id)}
          bars={isKnown ? activity.get(session.id) ?? QUIET : undefined}
          now={live.at.value}
        />
      ))}
    </>
  );
}

function isLive(session: SessionView): boolean {
  return STATES[session.state].live;
}

function mentions(session: SessionView, words: string): boolean {
  const text = JSON.stringify(session).toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
