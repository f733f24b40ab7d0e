import { isDelegation } from "../../../events/tools/delegation.ts";
import { beginOf, type Row, waitOf } from "../../rows/row.ts";
import { type Turn, turnsOf } from "./conversation.ts";

/** What a session's time can go to; where several go on at once, the first of them counts. */
export const SHARES = ["waiting", "tools", "agents", "thinking", "idle"] as const;

/** One of {@linkcode SHARES}. */
export type Share = typeof SHARES[number];

/** A stretch of time, ms since 1970 UTC, that went to something. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly share: Share;
}

/**
 * Where the time of a session went, from its first row to `until`: every moment counts once.
 *
 * @param rows of one session, in order
 * @param until ms since 1970 UTC: now while it goes on, else its end
 * @returns ms for each share; together they are the whole time
 */
export function timeShares(rows: readonly Row[], until: number): Readonly<Record<Share, number>> {
  const sums: Record<Share, number> = { waiting: 0, tools: 0, agents: 0, thinking: 0, idle: 0 };
  const first = rows[0];
  if (first === undefined) return sums;
  const from = beginOf(first);
  const turns = turnsOf(rows);
  const stretches = turns.flatMap((turn, at) => {
    const to = endOfTurn(turn, at === turns.length - 1 ? until : undefined);
    return stretchesOf(turn, to);
  }).map(({ from: begin, to, share }) => ({
    from: Math.max(from, begin),
    to: Math.min(until, to),
    share,
  })).filter(({ from, to }) => to > from);
  const borders = stretches.flatMap(({ from, to, share }) => [
    { at: from, share, change: 1 },
    { at: to, share, change: -1 },
  ]).toSorted((one, other) => one.at - other.at);
  const open: Record<Share, number> = { waiting: 0, tools: 0, agents: 0, thinking: 0, idle: 0 };
  let last = from;
  for (
    const { at, share, change } of [...borders, { at: until, share: "idle", change: 0 }] as const
  ) {
    const present = SHARES.find((each) => open[each] > 0) ?? "idle";
    sums[present] += Math.max(0, at - last);
    last = Math.max(last, at);
    open[share] += change;
  }
  return sums;
}

/**
 * A turn lasts until its answer, or until its session ended; one that has neither, until its last
 * step, and the last one goes on.
 *
 * @param goesOn until when the last turn goes on; ms since 1970, UTC
 */
function endOfTurn({ prompt, steps }: Turn, goesOn: number | undefined): number {
  const last = steps.findLast((row) => row.agent === undefined && ENDS.includes(row.type));
  if (last !== undefined) return last.received;
  if (prompt === undefined && steps.every(({ kind }) => kind === "life")) return 0;
  const step = steps.at(-1) ?? prompt;
  return goesOn ?? step?.ended ?? step?.received ?? 0;
}

const ENDS: readonly string[] = ["turn.stop", "turn.failure", "turn.interrupted", "session.end"];

/** @param to when the turn ended: what was never heard of again ended with it */
function stretchesOf({ prompt, steps }: Turn, to: number): readonly Stretch[] {
  const begin = prompt ?? steps[0];
  const whole = begin === undefined
    ? []
    : [{ from: beginOf(begin), to, share: "thinking" as const }];
  return [
    ...whole,
    ...steps.flatMap((row) => {
      const isCall = row.kind === "tool";
      if (!isCall && (row.kind !== "waiting" || row.about !== undefined)) return [];
      const share = row.agent !== undefined || isDelegation(row.tool) ? "agents" : "tools";
      const end = row.ended ?? (row.status === "running" ? to : row.received);
      const wait = waitOf(row);
      return [
        ...isCall ? [{ from: beginOf(row), to: end, share } as const] : [],
        ...wait === undefined
          ? []
          : [{ from: wait[0], to: Math.min(wait[1], end), share: "waiting" as const }],
      ];
    }),
  ];
}
