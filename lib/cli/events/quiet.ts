import type { CanonicalEvent } from "../../events/event.ts";
import { isHousekeeping } from "../../events/is_housekeeping.ts";
import type { Query, WordField } from "../../events/query/query.ts";
import type { OptionSpec, OptionValues } from "../core/command.ts";
import { textOption } from "../core/settings.ts";

/** The option `--all` of commands that list events for people. */
export const ALL_OPTION: OptionSpec = {
  name: "all",
  summary: "Also housekeeping, such as telemetry that repeats hooks",
};

/** Who asks for one of these asks for kinds of events, and gets them, whatever they are. */
const KIND_FIELDS: readonly WordField[] = ["type", "source", "category", "correlation"];

/**
 * Makes the test of which events are listed. Programs get all; people get no housekeeping, unless
 * they ask for it.
 *
 * @param query the one by which the events are found
 */
export function listedEvents(
  options: OptionValues,
  query: Query | undefined,
): (event: CanonicalEvent) => boolean {
  const forPrograms = options["json"] === true ||
    (textOption(options, "format") ?? HUMAN) !== HUMAN;
  const wantsAll = options["all"] === true || (query !== undefined && asksForKinds(query));
  return forPrograms || wantsAll ? () => true : (event) => !isHousekeeping(event);
}

const HUMAN = "human";

/** What a query leaves out does not count. */
function asksForKinds(query: Query): boolean {
  switch (query.kind) {
    case "and":
    case "or":
      return query.terms.some(asksForKinds);
    case "word":
    case "regex": {
      const { field } = query;
      if (field === undefined) return false;
      return typeof field !== "string" || KIND_FIELDS.includes(field);
    }
    default:
      return false;
  }
}
