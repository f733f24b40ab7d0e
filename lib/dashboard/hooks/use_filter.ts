import { computed, effect, untracked } from "@preact/signals";
import { type CompiledFilter, compileFilter } from "../model/filter.ts";
import type { LiveStore } from "../model/live_store.ts";
import { serverNow } from "../ui/clock.ts";
import { route } from "../ui/route.ts";

const query = computed(() => route.value.params.q ?? "");
const project = computed(() => route.value.params.project);
const isLive = computed(() => route.value.view === "live");
const current = computed(() => compileFilter(query.value, project.value, serverNow()));

/** The filter that the address says; it stays the same object until the address changes. */
export function useFilter(): CompiledFilter {
  return current.value;
}

/** Filters the stream by the address before Live draws it: it is drawn once then, not twice. */
export function filterByAddress(live: LiveStore): void {
  effect(() => {
    if (!isLive.value) return;
    const { passes } = current.value;
    untracked(() => live.filter(passes));
  });
}
