import { useState } from "preact/hooks";
import { readAll, readPage, savedWords, saveFile } from "../../model/stored/download.ts";
import { reasonOf } from "../../net/http.ts";
import { Command } from "../command.tsx";

/** How to take what was found elsewhere: as a file, or by the command that has no limit. */
export function ExportLinks({ query }: { query: string }) {
  const [said, setSaid] = useState("");
  async function download() {
    setSaid("Reading");
    try {
      const found = await readAll(query, readPage);
      saveFile("events.ndjson", found.lines);
      setSaid(savedWords(found) + (found.cut ? "; the command has all" : ""));
    } catch (error) {
      setSaid(`Not saved: ${reasonOf(error)}`);
    }
  }
  const quoted = query === "" ? "" : ` '${query.replaceAll("'", `'\\''`)}'`;
  return (
    <div class="export">
      <button type="button" class="button" onClick={download}>Download as NDJSON</button>
      <span class="muted" role="status">{said}</span>
      <Command text={`mpm-monitor export${quoted} --format ndjson > events.ndjson`} />
    </div>
  );
}
