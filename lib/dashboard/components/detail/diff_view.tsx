import type { Hunk } from "../../reading/diff.ts";

const CLASSES = { "+": "diff-added", "-": "diff-removed", " ": "diff-same" } as const;
/** Lines drawn of one hunk. */
const MAX_LINES = 2000;

/** Changed lines with their signs; removed ones in red, added ones in green. */
export function DiffView({ hunks }: { hunks: readonly Hunk[] }) {
  return (
    <div class="diff" tabIndex={0} role="group" aria-label="Changed lines">
      {hunks.map((hunk, index) => (
        <div key={index} class="hunk">
          {hunk.from !== undefined && <div class="diff-place">line {hunk.from}</div>}
          {hunk.lines.slice(0, MAX_LINES).map((line, at) => (
            <div key={at} class={CLASSES[line.sign]}>
              <span class="diff-sign">{line.sign === "-" ? "−" : line.sign}</span>
              <bdi>{line.text}</bdi>
            </div>
          ))}
          {hunk.lines.length > MAX_LINES && (
            <div class="diff-place">{hunk.lines.length - MAX_LINES} more lines</div>
          )}
        </div>
      ))}
    </div>
  );
}
