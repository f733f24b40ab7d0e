import { useEffect, useMemo, useState } from "preact/hooks";
import type { CanonicalEvent } from "../../events/event.ts";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { FileEntry } from "../components/files/file_entry.tsx";
import { useStores } from "../hooks/context.ts";
import { readPage } from "../model/stored/download.ts";
import { changedFiles } from "../model/stored/file_changes.ts";
import { reasonOf } from "../net/http.ts";
import { folderName } from "../reading/text.ts";
import { quoteValue } from "../../events/query/quote_value.ts";
import { serverNow } from "../ui/clock.ts";
import { route, setParams } from "../ui/route.ts";

/** Changes that one question brings: they hold what was written. */
const PAGE = 200;

const RANGES = [["1h", "Last hour"], ["today", "Today"], ["7d", "7 days"]] as const;

/** Which files were changed, by whom and how, over all sessions. */
export function FilesView() {
  const { live } = useStores();
  const { project, file, since = "today" } = route.value.params;
  const range = RANGES.find(([value]) => value === since)?.[0] ?? "today";
  const { events, more, error, ask, isAsking } = useEdits(range, project);
  const sessions = live.sessions.live.value;
  const files = useMemo(() => {
    const alive = new Set(sessions.map(({ id }) => id));
    return changedFiles(events ?? [], (id) => alive.has(id), serverNow());
  }, [events, sessions]);
  const shown = file === undefined ? files : files.filter(({ path }) => path === file);
  const projects = Map.groupBy(shown, (each) => each.project ?? null);
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="page-scroll files" tabIndex={0} role="region" aria-label="Files changed">
        <header class="headline">
          <h2 class="big">
            {file === undefined ? "Files changed" : (
              <>
                Changes of <bdi>{folderName(file)}</bdi>
              </>
            )}
          </h2>
          {file !== undefined && (
            <button
              type="button"
              class="link-button"
              onClick={() => setParams({ file: undefined })}
            >
              All files
            </button>
          )}
          <div class="tabs" role="group" aria-label="Since when">
            {RANGES.map(([value, label]) => (
              <button
                key={value}
                type="button"
                aria-pressed={value === range}
                onClick={() => setParams({ since: value })}
              >
                {label}
              </button>
            ))}
          </div>
        </header>
        {error !== undefined && <p role="alert" class="muted">Not all is here: {error}</p>}
        {events === undefined && error === undefined && <p class="muted">Asking the server</p>}
        {events !== undefined && shown.length === 0 && !more && (
          <p class="muted">
            No agent reported that it changed {file === undefined ? "a file" : "it"}{" "}
            in this time. What shell commands change is not seen.
          </p>
        )}
        {Array.from(projects, ([folder, entries]) => (
          <section key={folder} class="file-project">
            <h3 title={folder ?? undefined}>
              <bdi>{live.names.labelOf(folder) ?? "No project"}</bdi>
            </h3>
            <ul>
              {entries.map((entry) => (
                <FileEntry key={entry.path} file={entry} isOpen={entry.path === file} />
              ))}
            </ul>
          </section>
        ))}
        {more && (
          <p>
            <button type="button" class="button" disabled={isAsking} onClick={ask}>
              Show earlier changes
            </button>{" "}
            <span class="muted">
              The latest {events?.length.toLocaleString("en")} changes are counted so far.
            </span>
          </p>
        )}
      </div>
    </div>
  );
}

/** The calls that changed files, the latest first, a page at a time. */
function useEdits(since: string, project: string | undefined) {
  const { live } = useStores();
  const [edits, setEdits] = useState<{ events: readonly CanonicalEvent[]; more: boolean }>();
  const [error, setError] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const of = project === undefined ? "" : ` project:${quoteValue(project)}`;
  const q =
    `type:tool.post tool:Write,Edit,MultiEdit,NotebookEdit -status:error since:${since}${of}`;
  // What a call changes is known when it has ended.
  const latest = live.log.rows.findLast(({ type }) => type === "file.change")?.id;

  async function read(before?: number) {
    setAsking(true);
    try {
      const page = await readPage({
        q,
        limit: String(PAGE),
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const known = before === undefined ? [] : edits?.events ?? [];
      setEdits({ events: [...known, ...page.events], more: page.more });
      setError(undefined);
    } catch (failure) {
      setError(reasonOf(failure));
    } finally {
      setAsking(false);
    }
  }
  useEffect(() => void read(), [q, latest]);
  return {
    events: edits?.events,
    more: edits?.more ?? false,
    error,
    isAsking,
    ask: () => void read(edits?.events.at(-1)?.id),
  };
}
