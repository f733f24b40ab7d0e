import { useState } from "preact/hooks";
import type { SessionView } from "../../state/mod.ts";
import { STATES } from "../../state/rules.ts";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream } from "../components/empty_stream.tsx";
import { SessionRows } from "../components/overview/session_rows.tsx";
import { SPARK_BARS } from "../components/overview/spark.tsx";
import { count, folderName } from "../reading/text.ts";
import { activityBySession } from "../stores/activity.ts";
import { now } from "../stores/clock.ts";
import { useStores } from "../stores/context.ts";
import { route } from "../stores/route.ts";
import { groupByProject, type ProjectGroup, useSessions } from "../stores/sessions.ts";

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
        {groupByProject(sessions, isLive).map((group) => (
          <Project key={group.project} group={group} />
        ))}
      </div>
    </div>
  );
}

/** The whole picture in one sentence: who needs the person, then who works. */
function Headline({ sessions }: { sessions: readonly SessionView[] }) {
  const waiting = sessions.filter((session) => session.waiting !== null).length;
  const working = sessions.filter((session) => session.state === "working").length;
  const failed = sessions.filter((session) => session.state === "failed").length;
  const idle = sessions.filter((session) => session.state === "idle").length;
  return (
    <h2 class="headline big">
      {waiting > 0
        ? (
          <span class="state is-waiting">
            ▲ {waiting === 1 ? "1 session waits" : `${waiting} sessions wait`} for you
          </span>
        )
        : <span>Nobody waits for you</span>}
      {failed > 0 && <span class="state is-error">✕ {failed} failed</span>}
      <span class="headline-rest">
        {[working > 0 && `${working} working`, idle > 0 && `${idle} idle`].filter(Boolean).join(
          ", ",
        )}
      </span>
    </h2>
  );
}

function Project({ group }: { group: ProjectGroup }) {
  const { live } = useStores();
  void live.version.value;
  const [open, setOpen] = useState(false);
  const activity = activityBySession(live.log.rows, {
    steps: SPARK_BARS,
    width: SPARK_STEP,
    now: now.value,
  });
  const shown = open ? [...group.live, ...group.over] : group.live;
  return (
    <section class="project">
      <header class="project-head">
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
      </header>
      {shown.length > 0 && (
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
          {shown.map((session) => (
            <SessionRows
              key={session.id}
              session={session}
              hue={live.hues.of(session.id)}
              bars={activity.get(session.id) ?? QUIET}
              now={now.value}
            />
          ))}
        </table>
      )}
    </section>
  );
}

function isLive(session: SessionView): boolean {
  return STATES[session.state].live;
}

function mentions(session: SessionView, words: string): boolean {
  const text = JSON.stringify(session).toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
