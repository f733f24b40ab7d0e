import type { SessionView } from "../../contract/state.ts";
import { count } from "./text.ts";
import { shortSpan } from "./time.ts";

/**
 * What is worth saying beside a session's state: how old it is where nothing was heard for long, and
 * what runs on behind an idle prompt. In words, none where there is nothing.
 *
 * @param now ms since 1970
 */
export function besideState(
  { silent_since, background, state }: Pick<SessionView, "silent_since" | "background" | "state">,
  now: number,
): readonly string[] {
  const silence = silent_since === null
    ? []
    : [`nothing heard for ${shortSpan(now - silent_since)}`];
  if (background.length === 0 || state === "done") return silence;
  const [only] = background;
  const tasks = background.length === 1 && only !== undefined && only.text !== ""
    ? `in the background: ${only.text}`
    : `${count(background.length, "task")} in the background`;
  return [...silence, tasks];
}
