import { useState } from "preact/hooks";
import { useStores } from "../../hooks/context.ts";
import { useOver } from "../../hooks/use_over.ts";
import type { ProjectGroup } from "../../model/sessions.ts";
import { count } from "../../reading/text.ts";
import { SessionRows } from "./session_rows.tsx";

/** Sessions of a project that are drawn at once; who waits and who works are the first of them. */
const PAGE = 30;

/** The sessions of one project; those that are over, and those beyond the first, when asked for. */
export function ProjectSessions({ group: { project, live: sessions, over } }: {
  group: ProjectGroup;
}) {
  const { live } = useStores();
  const [most, setMost] = useState(PAGE);
  const [asked, setAsked] = useState(0);
  const ended = useOver(project, asked, over);
  const shown = sessions.slice(0, most);
  const hidden = sessions.length - shown.length;
  const unasked = over - asked;
  return (
    <>
      <tbody>
        <tr class="project-row">
          <th colSpan={7} scope="rowgroup">
            <h2 title={project ?? "These sessions did not say where they run"}>
              <bdi>{live.names.labelOf(project) ?? "No project"}</bdi>
            </h2>
            {project !== null && <bdi class="muted project-path">{project}</bdi>}
            {over > 0 && (
              <button
                type="button"
                class="link-button"
                aria-expanded={asked > 0}
                onClick={() => setAsked(asked === 0 ? PAGE : 0)}
              >
                {asked > 0 ? "Hide" : "Show"} {count(over, "session")} that ended
              </button>
            )}
          </th>
        </tr>
      </tbody>
      {[...shown, ...ended.sessions].map((session) => (
        <SessionRows
          key={session.id}
          session={session}
          hue={live.hues.of(session.id)}
          now={live.lately.value}
        />
      ))}
      {(hidden > 0 || asked > 0 && (unasked > 0 || ended.error !== undefined)) && (
        <tbody>
          <tr class="more-row">
            <td colSpan={7}>
              {hidden > 0 && (
                <button
                  type="button"
                  class="link-button"
                  onClick={() => setMost(most + PAGE)}
                >
                  Show {Math.min(PAGE, hidden)} more of {count(sessions.length, "session")}
                </button>
              )}
              {asked > 0 && unasked > 0 && (
                <button
                  type="button"
                  class="link-button"
                  onClick={() => setAsked(asked + PAGE)}
                >
                  Show {Math.min(PAGE, unasked)} more of {count(over, "session")} that ended
                </button>
              )}
              {ended.error !== undefined && <span class="muted">{ended.error}</span>}
            </td>
          </tr>
        </tbody>
      )}
    </>
  );
}
