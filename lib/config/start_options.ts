import { ALL_SETTINGS, type StartOptions } from "./settings.ts";

/** Whether a value from outside, such as a record on disk, can be taken as {@linkcode StartOptions}. */
export function isStartOptions(value: unknown): value is StartOptions {
  if (typeof value !== "object" || value === null) return false;
  if (!("host" in value) || typeof value.host !== "string") return false;
  return Object.entries(value).every(([field, kept]) => {
    const entries = ALL_SETTINGS.filter((entry) =>
      entry.scope === "server" && entry.field === field
    );
    // A field of a newer release says nothing to this one.
    return entries.length === 0 || kept === undefined ||
      entries.some((entry) => entry.accepts(kept));
  });
}
