import type { JsonObject } from "../events/event.ts";
import { readTargets } from "../notify/mod.ts";
import type { InstanceRecord } from "../instance/home/record.ts";

/**
 * What a server tells of its set-up in its own event stream, by the names of the options. An
 * address for notices may hold a secret in its path: only where it leads to is told.
 */
export function toldConfiguration(
  { port, dashboard_port, store, options }: InstanceRecord,
): JsonObject {
  const { notify, ...rest } = options;
  const told = Object.entries({ ...rest, port, dashboard_port, store });
  return {
    ...Object.fromEntries(told.map(([name, value]) => [name.replaceAll("_", "-"), value ?? null])),
    ...(notify === undefined ? {} : { notify: toldTargets(notify) }),
  };
}

function toldTargets(notify: string): string {
  const { desktop, url } = readTargets(notify);
  return [...desktop ? ["desktop"] : [], ...url === null ? [] : [originOf(url)]].join(",");
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
