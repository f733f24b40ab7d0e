import { chooseTheme, nextTheme, type Theme, theme } from "../stores/theme.ts";
import { ConnectionMark } from "./connection_mark.tsx";
import { Icon, type IconName } from "./icon.tsx";
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
      <QueryField />
      <ConnectionMark />
      <ThemeToggle />
    </header>
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
