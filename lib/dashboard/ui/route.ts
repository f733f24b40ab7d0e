import { signal } from "@preact/signals";
import { recall, remember } from "./browser_memory.ts";

/** The six views, in the order of the rail. */
export const VIEWS = [
  "live",
  "overview",
  "history",
  "timeline",
  "metrics",
  "connections",
] as const;

/** Views that are not in the rail: a key or a link opens them. */
const OTHERS = ["queue", "session", "files"] as const;

/** One of {@linkcode VIEWS}, the queue of those who wait, the page of one session, or the files. */
export type ViewName = typeof VIEWS[number] | typeof OTHERS[number];

/** What the address bar says: a view, and everything that makes a link show the same thing. */
export interface Route {
  readonly view: ViewName;
  readonly params: Readonly<Record<string, string>>;
}

/** Reads the part of the address after `#`. What it does not understand becomes Live. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const view = [...VIEWS, ...OTHERS].find((name) => name === path) ?? "live";
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** Writes a route as the part of the address after `#`. */
export function formatRoute(route: Route): string {
  const query = new URLSearchParams(route.params).toString();
  return query === "" ? `#/${route.view}` : `#/${route.view}?${query}`;
}

/** The same route with some parameters changed; an empty or missing value takes one away. */
export function withParams(route: Route, change: Record<string, string | undefined>): Route {
  const params: Record<string, string> = { ...route.params };
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === "") delete params[name];
    else params[name] = value;
  }
  return { view: route.view, params };
}

/** The filter of a route: what goes along to other views. */
export function filterOf({ params: { q, project } }: Route): Record<string, string> {
  return withParams({ view: "live", params: {} }, { q, project }).params;
}

/** Where the page is. */
export const route = signal<Route>(
  parseRoute(globalThis.location === undefined ? "" : location.hash),
);

const PROJECT = "project";

/**
 * Keeps {@linkcode route} and the address bar the same. The chosen project stays chosen when the
 * page is opened anew by an address that says nothing.
 */
export function followAddress(): void {
  if (location.hash === "") setParams({ project: recall(PROJECT) });
  addEventListener("hashchange", () => route.value = parseRoute(location.hash));
}

/** Goes to another view; the filter goes along. */
export function goTo(view: ViewName, params: Record<string, string> = {}): void {
  location.hash = formatRoute({ view, params: { ...filterOf(route.value), ...params } });
}

/** Changes parameters of the present view, without a step in the browser's history. */
export function setParams(change: Record<string, string | undefined>): void {
  if ("project" in change) remember(PROJECT, change.project || undefined);
  route.value = withParams(route.value, change);
  history.replaceState(null, "", formatRoute(route.value));
}
