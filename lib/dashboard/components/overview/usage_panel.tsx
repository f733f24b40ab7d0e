import type { UsageAnswer } from "../../../contract/http.ts";
import type { UsageGroup, UsageRow } from "../../../state/mod.ts";
import { compact } from "../../reading/outcome.ts";
import { count, folderName } from "../../reading/text.ts";
import { usePolled } from "../../stores/polled.ts";
import { route, setParams } from "../../stores/route.ts";
import { tokenWords, totalTokens } from "./usage_cells.tsx";

const GROUPS: readonly UsageGroup[] = ["day", "project", "model", "agent"];
const DAYS: Readonly<Record<string, string>> = { 1: "Today", 7: "7 days", 30: "30 days" };

/** What was used, summed up by day, project, model or agent; with who told it. */
export function UsagePanel() {
  const { by = "day", days = "7", project } = route.value.params;
  const within = project === undefined ? "" : `&project=${encodeURIComponent(project)}`;
  const { answer, error } = usePolled<UsageAnswer>(
    `/api/usage?by=${by}&days=${days}${within}`,
    5000,
  );
  const most = Math.max(...answer?.rows.map((row) => weight(row)) ?? [], 0.01);
  return (
    <section class="usage" aria-label="Tokens and cost">
      <header class="usage-head">
        <h2>Tokens and cost</h2>
        <Tabs
          label="Summed up by"
          names={GROUPS.map((name) => [name, capital(name)])}
          chosen={by}
          param="by"
        />
        <Tabs label="How far back" names={Object.entries(DAYS)} chosen={days} param="days" />
      </header>
      {answer === undefined
        ? <p class="muted">{error ?? "Asking the server"}</p>
        : answer.total.cost_usd === null && answer.total.tokens === null
        ? (
          <p class="muted">
            Nobody has told what was used. Claude Code's status line and its telemetry do:{" "}
            <code>mpm-monitor integrate claude-code --help</code>
          </p>
        )
        : (
          <table class="table usage-table">
            <thead>
              <tr>
                <th scope="col">{capital(by)}</th>
                <th scope="col">
                  <span class="visually-hidden">Share</span>
                </th>
                <th scope="col" class="number">Cost</th>
                <th scope="col" class="number">Tokens</th>
                <th scope="col" class="number">Sessions</th>
                <th scope="col">Told by</th>
              </tr>
            </thead>
            <tbody>
              {answer.rows.map((row) => (
                <Row
                  key={JSON.stringify(nameOf(row, by))}
                  name={nameOf(row, by)}
                  row={row}
                  most={most}
                />
              ))}
              {answer.rows.length > 1 && <Row name="All" row={answer.total} most={0} />}
            </tbody>
          </table>
        )}
    </section>
  );
}

function Row({ name, row, most }: { name: string; row: UsageRow; most: number }) {
  const from = new Set([...row.cost_usd?.from ?? [], ...row.tokens?.from ?? []]);
  return (
    <tr class={most === 0 ? "is-total" : undefined}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td class="share">
        {most > 0 && <meter min={0} max={most} value={weight(row)} aria-label="Share" />}
      </td>
      <td class="number">
        <AtLeast missing={row.unknown.cost_usd} of={row.sessions} what="cost">
          {row.cost_usd === null ? null : `$${row.cost_usd.value.toFixed(2)}`}
        </AtLeast>
      </td>
      <td class="number" title={row.tokens === null ? undefined : tokenWords(row.tokens.value)}>
        <AtLeast missing={row.unknown.tokens} of={row.sessions} what="tokens">
          {row.tokens === null ? null : compact(totalTokens(row.tokens.value))}
        </AtLeast>
      </td>
      <td class="number">{row.sessions}</td>
      <td class="muted">{[...from].join(", ") || "nobody"}</td>
    </tr>
  );
}

/** A sum; `≥` where some sessions did not tell their part of it. */
function AtLeast({ children, missing, of, what }: {
  children: string | null;
  missing: number;
  of: number;
  what: string;
}) {
  const why = `${missing} of ${count(of, "session")} told no ${what}`;
  if (children === null) return <span class="unknown" title={why}>–</span>;
  return missing === 0 ? <>{children}</> : <span title={why}>≥ {children}</span>;
}

function Tabs({ label, names, chosen, param }: {
  label: string;
  names: readonly (readonly [string, string])[];
  chosen: string;
  param: string;
}) {
  return (
    <div class="tabs" role="group" aria-label={label}>
      {names.map(([name, words]) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === chosen}
          onClick={() => setParams({ [param]: name })}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

/** What the bar shows: money, and where nobody told any, tokens. */
function weight({ cost_usd: cost, tokens }: UsageRow): number {
  return cost?.value ?? (tokens === null ? 0 : totalTokens(tokens.value) / 1e6);
}

function nameOf(row: UsageRow, by: string): string {
  const name = row[by as UsageGroup];
  if (name === null || name === undefined) return by === "day" ? "before" : "not told";
  if (by === "day") {
    return new Date(`${name}T12:00`).toLocaleDateString("en-GB", {
      weekday: "short",
      day: "numeric",
      month: "short",
    });
  }
  return by === "project" ? folderName(name) : name;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
