import { useState } from "preact/hooks";
import { count } from "../../reading/text.ts";
import { useStores } from "../../hooks/context.ts";
import { readPage, readShown, savedWords, saveFile } from "../../model/stored/download.ts";
import { reasonOf } from "../../net/http.ts";
import type { Row } from "../../rows/row.ts";
import { filterOf, formatRoute, route } from "../../ui/route.ts";
import { Icon } from "../icon.tsx";

/** What a {@linkcode FollowBar} tells of. */
export interface FollowBarProps {
  readonly total: number;
  readonly shown: number;
  readonly filtered: boolean;
  /** Whether the filter cannot be understood, and so lets everything pass. */
  readonly unread: boolean;
  /** Whether all rows have been looked at already. */
  readonly isWhole: boolean;
}

/** The line under the stream: how much is shown, and whether it follows or waits. */
export function FollowBar({ total, shown, filtered, unread, isWhole }: FollowBarProps) {
  const { live } = useStores();
  const paused = live.pausedAt.value;
  const { earlier } = live.connection.value;
  const waiting = paused === null ? 0 : shown - paused;
  return (
    <div class="follow-bar">
      <span class="muted">
        {count(shown, "row")}
        {filtered && `${isWhole ? "" : " so far,"} of ${total.toLocaleString("en")}`}
        {filtered && earlier && " loaded"}
        {unread && ", not filtered"}
      </span>
      {filtered && earlier && shown > 0 && (
        <a href={formatRoute({ view: "history", params: filterOf(route.value) })}>
          Search all that is stored
        </a>
      )}
      {shown > 0 && <SaveShown rows={() => live.list.visible.slice(0, paused ?? undefined)} />}
      {paused === null
        ? (
          <button type="button" class="quiet-button" onClick={() => live.pause()}>
            <Icon name="pause" />
            <span>Following</span>
            <kbd>Space</kbd>
          </button>
        )
        : (
          <button type="button" class="button is-paused" onClick={() => live.follow()}>
            <Icon name="down" />
            <span>{waiting === 0 ? "Paused" : `Paused, ${count(waiting, "new row")}`}</span>
            <kbd>Space</kbd>
          </button>
        )}
    </div>
  );
}

/** Saves the events of the rows that are shown as a file, one event a line. */
function SaveShown({ rows }: { rows: () => readonly Row[] }) {
  const [said, setSaid] = useState("");
  async function save() {
    setSaid("Reading");
    try {
      const shown = await readShown(rows(), readPage);
      saveFile("shown.ndjson", shown.lines);
      setSaid(savedWords(shown));
    } catch (error) {
      setSaid(`Not saved: ${reasonOf(error)}`);
    }
  }
  return (
    <>
      <span class="follow-said muted" role="status">{said}</span>
      <button
        type="button"
        class="quiet-button"
        title="Save the events of these rows as NDJSON"
        onClick={save}
      >
        <Icon name="save" />
        <span>Save</span>
      </button>
    </>
  );
}
