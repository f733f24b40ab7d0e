import { type Share, SHARES, timeShares } from "../../model/stored/time_shares.ts";
import { duration } from "../../reading/time.ts";
import type { Row } from "../../rows/row.ts";

const WORDS: Readonly<Record<Share, string>> = {
  waiting: "Waiting for you",
  tools: "Tools",
  agents: "Sub-agents",
  thinking: "Thinking",
  idle: "Idle",
};

/** Where the time of a session went: every moment counts once. */
export function TimeSpent(
  { rows, until, isWhole }: {
    rows: readonly Row[];
    /** ms since 1970, UTC. */
    until: number;
    /** Whether all of the session is loaded. */
    isWhole: boolean;
  },
) {
  const shares = timeShares(rows, until);
  const total = SHARES.reduce((sum, share) => sum + shares[share], 0);
  if (total < 1000) return null;
  const shown = SHARES.filter((share) => shares[share] > 0);
  return (
    <section class="block time-spent">
      <h3>{isWhole ? "Where the time went" : "Where the time went, of what is loaded"}</h3>
      <div class="time-bar" aria-hidden="true">
        {shown.map((share) => (
          <span
            key={share}
            class={`time-${share}`}
            style={{ flexGrow: shares[share] / total }}
          />
        ))}
      </div>
      <dl class="time-list">
        {shown.map((share) => (
          <div key={share}>
            <dt>
              <span class={`time-mark time-${share}`} aria-hidden="true" />
              {WORDS[share]}
            </dt>
            <dd>{duration(shares[share])}</dd>
            <dd class="muted">{percent(shares[share] / total)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function percent(share: number): string {
  return share < 0.005 ? "< 1 %" : `${Math.round(share * 100)} %`;
}
