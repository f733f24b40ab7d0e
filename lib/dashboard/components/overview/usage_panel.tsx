import type { UsageAnswer } from "../../../contract/http.ts";
import type { UnallocatedUsage, UsageGroup, UsageRow } from "../../../contract/usage.ts";
import { compact } from "../../reading/outcome.ts";
import { useStores } from "../../hooks/context.ts";
import { count } from "../../reading/text.ts";
import { usePolled } from "../../net/polled.ts";
import { route, setParams } from "../../ui/route.ts";
import { tokenWords, totalTokens } from "./usage_cells.tsx";

const GROUPS = ["day", "project", "model", "agent"] as const;
const DAYS = { 1: "Today", 7: "7 days", 30: "30 days" };
const REFRESH = 5000;
/** Longer lists are cut: the rest is in their sum. */
const MAX_ROWS = 12;

/** What was used, summed up by day, project, model and agent; and who reported it. */
export function UsagePanel() {
  const { days = "7", project } = route.value.params;
  const query = `days=${days}` +
    (project === undefined ? "" : `&project=${encodeURIComponent(project)}`);
  const { answer, error } = usePolled<UsageAnswer>(`/api/usage?${query}`, REFRESH);
  const total = answer?.total;
  const undated = total?.undated;
  const from = new Set([
    ...[total?.cost_usd, total?.tokens, undated?.cost_usd, undated?.tokens]
      .flatMap((sum) => sum?.from ?? []),
  ]);
  return (
    <section class="usage" aria-label="Tokens and cost">
      <header class="usage-head">
        <h2>Tokens and cost</h2>
        <div class="tabs" role="group" aria-label="How far back">
          {Object.entries(DAYS).map(([name, words]) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === days}
              onClick={() => setParams({ days: name })}
            >
              {words}
            </button>
          ))}
        </div>
      </header>
      {total === undefined
        ? <p class="muted">{error ?? "Asking the server"}</p>
        : from.size === 0
        ? (
          <p class="muted">
            Nobody has reported what was used. Claude Code's status line and its telemetry do:{" "}
            <code>mpm-monitor integrate claude-code --help</code>
          </p>
        )
        : (
          <>
            <p>
              <strong>
                <Cost row={total} />
              </strong>{" "}
              and{" "}
              <strong>
                <Tokens row={total} />
              </strong>{" "}
              tokens in {count(total.sessions, "session")}
              <span class="muted">, as reported by {[...from].join(", ")}</span>
              {undated !== undefined && (
                <span class="muted">
                  . {undatedWords(undatedAmounts(undated))}
                </span>
              )}
            </p>
            <div class="usage-tables">
              {GROUPS.map((by) => <Sums key={by} by={by} query={query} />)}
            </div>
          </>
        )}
    </section>
  );
}

function Sums({ by, query }: { by: UsageGroup; query: string }) {
  const { live } = useStores();
  const { answer } = usePolled<UsageAnswer>(`/api/usage?by=${by}&${query}`, REFRESH);
  const rows = answer?.rows ?? [];
  const most = Math.max(...rows.map(weight), 0.01);
  return (
    <table class="table usage-table">
      <thead>
        <tr>
          <th scope="col">{by.charAt(0).toUpperCase() + by.slice(1)}</th>
          <th scope="col">
            <span class="visually-hidden">Share</span>
          </th>
          <th scope="col" class="number">Cost</th>
          <th scope="col" class="number">Tokens</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MAX_ROWS).map((row) => (
          <tr key={row[by]} title={`Reported by ${row.cost_usd?.from.join(", ") ?? "nobody"}`}>
            <th scope="row">
              <bdi title={row[by] ?? undefined}>
                {by === "project" && live.names.labelOf(row[by]) || nameOf(row[by], by)}
              </bdi>
            </th>
            <td class="share">
              <meter min={0} max={most} value={weight(row)} aria-label="Share" />
            </td>
            <td class="number">
              <Cost row={row} />
            </td>
            <td class="number">
              <Tokens row={row} />
            </td>
          </tr>
        ))}
        {rows.length > MAX_ROWS && (
          <tr>
            <td colSpan={4} class="muted">and {rows.length - MAX_ROWS} more</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Cost({ row: { cost_usd: cost, unknown, undated, sessions } }: { row: UsageRow }) {
  const before = undated?.cost_usd?.value;
  const missing = [
    ...untold(unknown.cost_usd, sessions, "cost"),
    ...before === undefined ? [] : [undatedWords(`$${before.toFixed(2)}`)],
  ];
  return <AtLeast text={cost === null ? null : `$${cost.value.toFixed(2)}`} missing={missing} />;
}

function Tokens({ row: { tokens, unknown, undated, sessions } }: { row: UsageRow }) {
  const before = undated?.tokens?.value;
  const missing = [
    ...untold(unknown.tokens, sessions, "tokens"),
    ...before === undefined ? [] : [undatedWords(`${compact(totalTokens(before))} tokens`)],
  ];
  const words = tokens === null ? "" : tokenWords(tokens.value);
  const text = tokens === null ? null : compact(totalTokens(tokens.value));
  return <AtLeast text={text} missing={missing} words={words} />;
}

function undatedAmounts({ cost_usd: cost, tokens }: UnallocatedUsage): string {
  return [
    ...cost === null ? [] : [`$${cost.value.toFixed(2)}`],
    ...tokens === null ? [] : [`${compact(totalTokens(tokens.value))} tokens`],
  ].join(" and ");
}

function untold(missing: number, sessions: number, what: string): string[] {
  return missing === 0 ? [] : [`${missing} of ${count(sessions, "session")} reported no ${what}`];
}

function undatedWords(used: string): string {
  return `${used} were used before anybody watched, on days that are not known`;
}

/** A sum; `≥` where a part of it is missing, for these reasons. */
function AtLeast({ text, missing, words = "" }: {
  text: string | null;
  missing: readonly string[];
  words?: string;
}) {
  const why = missing.length === 0 ? words : missing.join("; ");
  // Nothing at least is nothing known.
  if (text === null || missing.length > 0 && /^\$?0(\.00)?$/.test(text)) {
    return <span class="unknown" title={why}>–</span>;
  }
  return <span title={why}>{missing.length === 0 ? text : `≥ ${text}`}</span>;
}

/** What the bar shows: money, and where nobody reported any, tokens. */
function weight({ cost_usd: cost, tokens }: UsageRow): number {
  return cost?.value ?? (tokens === null ? 0 : totalTokens(tokens.value) / 1e6);
}

function nameOf(name: string | null | undefined, by: UsageGroup): string {
  if (name === null || name === undefined) return by === "day" ? "before" : "not reported";
  if (by !== "day") return name;
  return new Date(`${name}T12:00`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
  });
}
