import { ALL_SETTINGS } from "../config/settings.ts";
import type { Json, JsonObject } from "../events/event.ts";
import type { InstanceRecord } from "../instance/home/record.ts";

/**
 * What a server says of its configuration in its own event stream, by the names of the record with
 * dashes. What may hold a secret is shown in the form that its setting says.
 */
export function reportConfiguration(
  { port, dashboard_port, store, options }: InstanceRecord,
): JsonObject {
  const fields = Object.entries({ ...options, port, dashboard_port, store });
  return Object.fromEntries(
    fields.map(([field, kept]) => [field.replaceAll("_", "-"), reported(field, kept)]),
  );
}

function reported(field: string, kept: Json | undefined): Json {
  if (kept === undefined) return null;
  const entry = ALL_SETTINGS.find((one) => one.field === field && one.report !== undefined);
  return entry?.report?.(kept) ?? kept;
}
