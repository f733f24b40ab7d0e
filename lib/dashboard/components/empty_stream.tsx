import { filterOf, formatRoute, route } from "../ui/route.ts";
import { Command } from "./command.tsx";

/** What a newcomer sees before the first event: how to make one appear. */
export function EmptyStream() {
  const here = `${location.protocol}//${location.host}`;
  return (
    <section class="empty">
      <h2 class="big">Nothing has happened yet</h2>
      <p>Events appear here the moment they arrive. Three ways to see the first one:</p>
      <ol class="empty-steps">
        <li>
          <h2>Watch Claude Code</h2>
          <p>Adds its hooks; every session from then on shows up here.</p>
          <Command text="mpm-monitor integrate claude-code" />
        </li>
        <li>
          <h2>Claude MPM is watched already</h2>
          <p>Its hooks send to port 8765 by themselves. For another port, set this first.</p>
          <Command text={`export CLAUDE_MPM_SERVER_PORT=${location.port || "80"}`} />
        </li>
        <li>
          <h2>Or send one event by hand</h2>
          <p>Any JSON object is understood.</p>
          <Command
            text={`curl --json '{"type":"hello","data":{"message":"It works"}}' ${here}/api/events`}
          />
        </li>
      </ol>
    </section>
  );
}

/** What is shown when a filter lets nothing through. */
export function NothingMatches({ onClear }: { onClear: () => void }) {
  const everywhere = formatRoute({ view: "history", params: filterOf(route.value) });
  return (
    <section class="empty">
      <h2 class="big">No event here matches the filter</h2>
      <p>New events that match will appear. This page has loaded the latest events alone.</p>
      <p class="detail-links">
        <a class="button" href={everywhere}>Search all that is stored</a>
        <button type="button" class="button" onClick={onClear}>Clear the filter</button>
      </p>
    </section>
  );
}
