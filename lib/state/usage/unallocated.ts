/** What was used before anybody watched: until when is known, and on which days is not. Pure. */
import { type Amounts, MEASURES } from "./amounts.ts";
import type { Entry } from "./ledger.ts";
import { resolve } from "./resolve.ts";

/** A resolved entry that says, where it has no day, until when it may have been. */
export interface AllocatedEntry extends Entry {
  /** The last local day on which it may have been used; only where `day` is `null`. */
  readonly until?: string;
}

/**
 * The entries of one session, resolved. The first reading of a total that began unseen adds nothing
 * to its day: such a zero means that nobody knows, and is left out.
 */
export function allocatedEntries(entries: readonly Entry[]): readonly AllocatedEntry[] {
  const resolved = resolve(entries);
  const undated = resolved.filter(({ day }) => day === null);
  if (undated.length === 0) return resolved;
  const until = firstDays(entries);
  return resolved.flatMap((entry): AllocatedEntry[] => {
    const { day, from } = entry;
    const first = until.get(from);
    if (day === null) return [first === undefined ? entry : { ...entry, until: first }];
    if (day !== first) return [entry];
    const unseen = undated.filter((each) => each.from === from);
    const amounts = withoutUnknown(entry.amounts, unseen);
    return Object.keys(amounts).length === 0 ? [] : [{ ...entry, amounts }];
  });
}

function withoutUnknown(amounts: Amounts, undated: readonly Entry[]): Amounts {
  const isUnknown = (measure: keyof Amounts) =>
    amounts[measure] === 0 && undated.some((entry) => entry.amounts[measure] !== undefined);
  const known = MEASURES.filter((name) => amounts[name] !== undefined && !isUnknown(name));
  return Object.fromEntries(known.map((name) => [name, amounts[name]]));
}

/** By source. */
function firstDays(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { day, from } of entries) {
    const known = days.get(from);
    if (day !== null && (known === undefined || day < known)) days.set(from, day);
  }
  return days;
}
