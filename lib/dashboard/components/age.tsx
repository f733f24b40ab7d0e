import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { useStores } from "../hooks/context.ts";
import { shortSpan } from "../reading/time.ts";

/** How long something lasts, counting on by itself: nothing around it is drawn anew. */
export function Age({ since }: { /** ms since 1970. */ since: number }) {
  const { live } = useStores();
  const words = useMemo(() => computed(() => shortSpan(live.at.value - since)), [live, since]);
  return <>{words}</>;
}
