import { useEffect } from "preact/hooks";
import { overlay } from "../../ui/overlay.ts";
import { goTo } from "../../ui/route.ts";
import { isTyping, VIEW_KEYS } from "../../ui/shortcuts.ts";
import { chooseTheme, nextTheme, theme } from "../../ui/theme.ts";
import { lookup } from "../../../events/lookup.ts";

/** The keys that work in every view. */
export function useShellKeys(): void {
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    overlay.value = overlay.value === "palette" ? null : "palette";
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || overlay.value !== null) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  const view = lookup(VIEW_KEYS, event.key);
  if (view !== undefined) goTo(view);
  else if (event.key === "?") overlay.value = "shortcuts";
  else if (event.key === "t") chooseTheme(nextTheme(theme.value));
  else if (event.key === "/") document.getElementById("query")?.focus();
  else return;
  event.preventDefault();
}
