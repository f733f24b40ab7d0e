import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream } from "../components/empty_stream.tsx";
import { WaitingStrip } from "../components/list/waiting_strip.tsx";
import { SharedFiles } from "../components/files/shared_files.tsx";
import { Headline } from "../components/overview/headline.tsx";
import { ProjectSessions } from "../components/overview/project_sessions.tsx";
import { UsagePanel } from "../components/overview/usage_panel.tsx";
import { useStores } from "../hooks/context.ts";
import { useFilter } from "../hooks/use_filter.ts";
import { groupByProject, sessionPasses } from "../model/sessions.ts";
import { count } from "../reading/text.ts";
import { route, setParams } from "../ui/route.ts";

/** What everybody is doing, and who needs the person: all sessions by project. */
export function OverviewView() {
  const { live } = useStores();
  const { known, live: sessions, over } = live.sessions;
  if (!known.value) {
    return (
      <div class="page">
        <ConnectionNotice />
        <p class="page-scroll muted">Asking the server</p>
      </div>
    );
  }
  if (sessions.value.length + over.value.length === 0) {
    return (
      <div class="page">
        <ConnectionNotice />
        <EmptyStream />
      </div>
    );
  }
  return <Sessions />;
}

function Sessions() {
  const { live } = useStores();
  const { project, q = "" } = route.value.params;
  const { matches, error } = useFilter();
  const all = live.sessions.live.value;
  const inProject = <One extends { readonly project: string | null }>(one: One) =>
    project === undefined || one.project === project;
  const shown = all.filter((session) =>
    inProject(session) && (matches === undefined || sessionPasses(session, matches))
  );
  // What is told of them in brief is not enough to know whether they pass.
  const over = matches === undefined ? live.sessions.over.value.filter(inProject) : [];
  const ids = new Set(shown.map(({ id }) => id));
  const hidden = live.sessions.waiting.value.filter(({ session }) => !ids.has(session.id));
  const groups = groupByProject(shown, over);
  return (
    <div class="page">
      <ConnectionNotice />
      <WaitingStrip waiters={hidden} />
      <div class="page-scroll overview" tabIndex={0} role="region" aria-label="Sessions">
        <Headline />
        <SharedFiles />
        {(q !== "" || project !== undefined) && (
          <p class="filter-line" role="status">
            {error !== undefined ? "The filter cannot be read, so that all are shown" : (
              <>
                {shown.length === 0 ? "No" : `${shown.length} of ${all.length}`}{" "}
                {all.length === 1 ? "live session" : "live sessions"}{" "}
                {shown.length === 1 ? "passes" : "pass"} the filter
                {hidden.length > 0 && `; ${count(hidden.length, "question")} outside of it, above`}
              </>
            )}
            <button
              type="button"
              class="link-button"
              onClick={() => setParams({ q: undefined, project: undefined })}
            >
              Show all
            </button>
          </p>
        )}
        {groups.length > 0 && (
          <table class="overview-table">
            <thead>
              <tr>
                <th scope="col" class="cell-state">State</th>
                <th scope="col" class="cell-doing">What it does</th>
                <th scope="col" class="cell-spark">Last 10 min</th>
                <th scope="col" class="cell-context">Context</th>
                <th scope="col" class="number is-tokens">Tokens</th>
                <th scope="col" class="number">Cost</th>
                <th scope="col" class="cell-model">Model, branch</th>
              </tr>
            </thead>
            {groups.map((group) => <ProjectSessions key={group.project} group={group} />)}
          </table>
        )}
        <UsagePanel />
      </div>
    </div>
  );
}
