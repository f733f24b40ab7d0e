import type { CanonicalEvent } from "../../events/event.ts";
import { isJsonObject, textIn } from "../../events/json.ts";
import { lookup } from "../../events/lookup.ts";

/** Claude Code gives notice of a dialog some seconds after it has asked, in ms at most. */
const NOTICE_WITHIN = 60_000;

/** Kinds of notices, and the event that asked before. */
const ASKED_BY: Readonly<Record<string, string>> = {
  permission_prompt: "permission.request",
  elicitation_dialog: "elicitation.request",
};

/**
 * Makes a filter that each event is given to, in order: it lets all pass but the notice of a
 * question that was reported already. Where only notices come, they are the question.
 */
export function withoutNotices(): (event: CanonicalEvent) => boolean {
  const asked = new Map<string, number>();
  return ({ type, session = "", received, data }) => {
    const isNotice = type === "notification" && isJsonObject(data);
    const kind = isNotice ? textIn(data, "notification_type") ?? "" : "";
    const asker = lookup(ASKED_BY, kind);
    if (asker !== undefined) {
      const at = asked.get(`${asker} ${session}`);
      return at === undefined || received - at > NOTICE_WITHIN;
    }
    if (Object.values(ASKED_BY).includes(type)) {
      for (const [name, at] of asked) if (received - at > NOTICE_WITHIN) asked.delete(name);
      asked.set(`${type} ${session}`, received);
    }
    return true;
  };
}
