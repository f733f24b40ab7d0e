import { filterOf, formatRoute, route, type ViewName, VIEWS } from "../../ui/route.ts";
import { Icon } from "../icon.tsx";

const NAMES: Readonly<Record<ViewName, string>> = {
  live: "Live",
  overview: "Overview",
  history: "History",
  timeline: "Timeline",
  metrics: "Metrics",
  connections: "Connections",
  queue: "Who waits",
  session: "Session",
  files: "Files",
};

/** The name of a view as people read it. */
export function viewTitle(view: ViewName): string {
  return NAMES[view];
}

/** The six views, at the left; at the bottom on a phone. */
export function Rail() {
  const { view } = route.value;
  return (
    <nav class="rail" aria-label="Views">
      {VIEWS.map((name, index) => (
        <a
          key={name}
          href={formatRoute({ view: name, params: filterOf(route.value) })}
          class="rail-link"
          aria-current={name === view ? "page" : undefined}
          title={`${NAMES[name]} (press ${index + 1})`}
        >
          <Icon name={name} size={18} />
          <span>{NAMES[name]}</span>
        </a>
      ))}
    </nav>
  );
}
