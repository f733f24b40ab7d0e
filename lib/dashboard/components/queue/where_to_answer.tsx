import type { SessionView } from "../../../contract/state.ts";
import { CopyButton } from "../copy_button.tsx";

/** Where a person finds the terminal that a session runs in. */
export function WhereToAnswer({ session }: { session: SessionView }) {
  const folder = session.cwd ?? session.project;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Folder", folder],
    ["Branch", session.branch],
    ["Worktree", session.worktree],
    ["PID", session.pid === null ? null : String(session.pid)],
    ["Session", session.id],
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="fact-copy">
                <bdi>{value}</bdi>
                {name !== "Branch" && name !== "Worktree" && (
                  <CopyButton
                    label={`Copy: ${value}`}
                    text={() => value}
                  />
                )}
              </dd>
            </div>
          )
        )}
      </dl>
      <p class="muted">Answer in the terminal that it runs in: this page only watches.</p>
    </>
  );
}
