import { useSharedFiles } from "../../hooks/use_file_changes.ts";
import { folderName } from "../../reading/text.ts";
import { formatRoute } from "../../ui/route.ts";
import { WhoLinks } from "./who_links.tsx";

/** Files that are pointed out before one asks for all. */
const SHOWN = 3;

/** Points out the files that two or more live agents change at the same time; nothing else. */
export function SharedFiles() {
  const files = useSharedFiles();
  if (files.length === 0) return null;
  return (
    <ul class="shared-files" aria-label="Files that several agents change">
      {files.slice(0, SHOWN).map(({ path, shared }) => (
        <li key={path}>
          <strong class="is-waiting">▲ {shared.length} agents</strong> changed{" "}
          <a href={formatRoute({ view: "files", params: { file: path } })} title={path}>
            <bdi>{folderName(path)}</bdi>
          </a>{" "}
          within 10 min: <WhoLinks events={shared} />
        </li>
      ))}
      {files.length > SHOWN && (
        <li>
          <a href={formatRoute({ view: "files", params: {} })}>
            And {files.length - SHOWN} more files
          </a>
        </li>
      )}
    </ul>
  );
}
