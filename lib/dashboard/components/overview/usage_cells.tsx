import type { TokenCounts, UsageView } from "../../../contract/usage.ts";
import { compact } from "../../reading/outcome.ts";

const WHY_UNKNOWN = "Unknown: no source reported it. Claude Code's status line or telemetry would";

/** Context, tokens and cost of a session; what nobody reported is "–". */
export function UsageCells({ usage }: { usage: UsageView }) {
  const { context_percent: context, tokens, cost_usd: cost } = usage;
  return (
    <>
      <td class="cell-context" title={context === null ? WHY_UNKNOWN : `By ${context.from}`}>
        {context === null ? <Unknown /> : <Meter percent={context.value} />}
      </td>
      <td
        class="number is-tokens"
        title={tokens === null ? WHY_UNKNOWN : `${tokenWords(tokens.counts)}; by ${tokens.from}`}
      >
        {tokens === null ? <Unknown /> : compact(totalTokens(tokens.counts))}
      </td>
      <td class="number" title={cost === null ? WHY_UNKNOWN : `By ${cost.from}`}>
        {cost === null ? <Unknown /> : `$${cost.value.toFixed(2)}`}
      </td>
    </>
  );
}

function Unknown() {
  return <span class="unknown" title={WHY_UNKNOWN}>–</span>;
}

function Meter({ percent }: { percent: number }) {
  const rounded = Math.round(percent);
  return (
    <span class={`meter${percent >= 80 ? " is-high" : ""}`}>
      <meter min={0} max={100} value={percent} aria-label="Context in use" />
      <span>{rounded} %</span>
    </span>
  );
}

/** All tokens that went in and out. */
export function totalTokens(counts: TokenCounts): number {
  return (counts.input ?? 0) + (counts.output ?? 0) + (counts.cache_read ?? 0) +
    (counts.cache_write ?? 0);
}

/** What went in and out, in words. */
export function tokenWords(counts: TokenCounts): string {
  const parts: [number | undefined, string][] = [
    [counts.input, "in"],
    [counts.output, "out"],
    [counts.cache_read, "read from cache"],
    [counts.cache_write, "written to cache"],
  ];
  return parts.flatMap(([n, word]) => n === undefined ? [] : `${n.toLocaleString("en")} ${word}`)
    .join(", ");
}
