import { useMemo } from "preact/hooks";
import { type CompiledFilter, compileFilter } from "./filter.ts";
import { route } from "./route.ts";

/** The filter that the address says; it stays the same object until the address changes. */
export function useFilter(): CompiledFilter {
  const { q = "", project } = route.value.params;
  return useMemo(() => compileFilter(q, project, Date.now()), [q, project]);
}
