import { Command } from "../command.tsx";

/** How to take what is shown elsewhere. */
export function ExportLinks({ query, disabled }: { query: string; disabled: boolean }) {
  if (disabled) return null;
  const quoted = query === "" ? "" : ` '${query.replaceAll("'", `'\\''`)}'`;
  return (
    <div class="export">
      <span class="muted">Export all of it:</span>
      <Command text={`mpm-monitor export${quoted} --format ndjson > events.ndjson`} />
    </div>
  );
}
