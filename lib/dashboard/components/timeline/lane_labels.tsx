import { LANE } from "../../canvas/draw_lanes.ts";
import type { Lane } from "../../canvas/spans.ts";
import { useStores } from "../../hooks/context.ts";
import type { SessionHues } from "../../ui/hues.ts";

/** The names of the lanes: a session's project, and below it its sub-agents. */
export function LaneLabels({ lanes, hues }: { lanes: readonly Lane[]; hues: SessionHues }) {
  const { live } = useStores();
  return (
    <ol class="lane-labels">
      {lanes.map((lane) => (
        <li
          key={lane.key}
          class={lane.agent === undefined ? "" : `is-sub depth-${live.sessions.depthOf(lane)}`}
          style={{ height: `${LANE}px` }}
          title={`Session ${lane.session}`}
        >
          <span class={`row-bar hue-${hues.of(lane.session) ?? 0}`} />
          <bdi>{lane.label}</bdi>
        </li>
      ))}
    </ol>
  );
}
