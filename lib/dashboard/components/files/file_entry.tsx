import { useState } from "preact/hooks";
import type { ChangedFile } from "../../model/stored/file_changes.ts";
import { count, pathWithin } from "../../reading/text.ts";
import { dayTime, shortSpan } from "../../reading/time.ts";
import { serverNow } from "../../ui/clock.ts";
import { formatRoute } from "../../ui/route.ts";
import { ReadableBody } from "../detail/readable_body.tsx";
import { WhoLinks } from "./who_links.tsx";

/** One file: how often it was changed, by whom; it opens to the changes themselves. */
export function FileEntry({ file, isOpen }: { file: ChangedFile; isOpen: boolean }) {
  const { path, project, changes, shared } = file;
  const [open, setOpen] = useState(isOpen);
  const last = changes[0];
  return (
    <li class="file-entry">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <bdi class="object" title={path}>{pathWithin(path, project)}</bdi>
          {shared.length > 0 && (
            <span class="waiting-word">▲ {shared.length} agents at the same time</span>
          )}
          <span class="file-figures muted">
            {count(changes.length, "change")}
            {last !== undefined && `, ${shortSpan(serverNow() - last.received)} ago`}
          </span>
        </summary>
        {open && (
          <ol class="file-changes">
            {changes.map((change) => (
              <li key={change.id}>
                <p class="turn-line">
                  <WhoLinks events={[change]} />
                  <a
                    class="muted"
                    href={formatRoute({ view: "live", params: { event: String(change.id) } })}
                  >
                    {dayTime(change.ts)}
                  </a>
                </p>
                <ReadableBody first={change} end={undefined} />
              </li>
            ))}
          </ol>
        )}
      </details>
    </li>
  );
}
