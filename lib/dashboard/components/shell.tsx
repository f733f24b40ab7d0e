import { LiveView } from "../views/live.tsx";
import { route } from "../stores/route.ts";
import { Rail } from "./rail.tsx";
import { TopLine } from "./top_line.tsx";

/** The frame around every view: rail, top line, and the view that the address names. */
export function Shell() {
  return (
    <div class="shell">
      <Rail />
      <TopLine />
      <main class="view" id="view">{viewOf(route.value.view)}</main>
    </div>
  );
}

function viewOf(_name: string) {
  return <LiveView />;
}
