import { alertsOn } from "../../model/alerts.ts";
import { overlay } from "../../ui/overlay.ts";
import { route } from "../../ui/route.ts";
import { chooseTheme, nextTheme, type Theme, theme } from "../../ui/theme.ts";
import { ConnectionMark } from "../connection_mark.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { ProjectFilter } from "./project_filter.tsx";
import { QueryField } from "./query_field.tsx";

const THEME_ICONS: Readonly<Record<Theme, IconName>> = {
  system: "screen",
  light: "sun",
  dark: "moon",
};

/** Project, filter, connection and theme, above every view. */
export function TopLine() {
  return (
    <header class="top">
      <span class="brand">mpm-monitor</span>
      {route.value.view === "connections" ? <span class="query-gap" /> : (
        <>
          <ProjectFilter />
          <QueryField />
        </>
      )}
      <ConnectionMark />
      <div class="top-buttons">
        <AlertToggle />
        <ThemeToggle />
        <button
          type="button"
          class="quiet-button"
          title="Command palette (Ctrl K)"
          aria-label="Command palette"
          onClick={() => overlay.value = "palette"}
        >
          <Icon name="command" />
        </button>
      </div>
    </header>
  );
}

function AlertToggle() {
  return (
    <button
      type="button"
      class={`quiet-button${alertsOn.value ? " is-on" : ""}`}
      title={alertsOn.value ? "Alerts are on" : "Alerts are off"}
      aria-label={alertsOn.value ? "Alerts: on" : "Alerts: off"}
      onClick={() => overlay.value = "alerts"}
    >
      <Icon name={alertsOn.value ? "bell" : "bellOff"} />
    </button>
  );
}

function ThemeToggle() {
  const next = nextTheme(theme.value);
  const label = `Theme: ${theme.value}. Switch to ${next}`;
  return (
    <button
      type="button"
      class="quiet-button"
      title={label}
      aria-label={label}
      onClick={() => chooseTheme(next)}
    >
      <Icon name={THEME_ICONS[theme.value]} />
    </button>
  );
}
