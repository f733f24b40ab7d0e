import type { Json } from "../events/event.ts";
import { visibleControls } from "../events/text/visible.ts";

/**
 * A value as it is shown to a model: what cannot be seen in its texts and names is a mark, such as
 * `<U+202E>`, so that nothing reads as something that it is not.
 */
export function quoted(value: Json): Json {
  if (typeof value === "string") return visibleControls(value.toWellFormed());
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(quoted);
  const entries = Object.entries(value).map(([name, inner]) => [
    visibleControls(name.toWellFormed()),
    quoted(inner),
  ]);
  return Object.fromEntries(entries);
}
