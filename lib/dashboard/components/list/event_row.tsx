import { Component } from "preact";
import { sourceName } from "../../reading/source_name.ts";
import { serverNow } from "../../ui/clock.ts";
import { clockTime, dayTime, duration, isToday, shortDay } from "../../reading/time.ts";
import type { Row } from "../../rows/row.ts";
import { LINE } from "./window.ts";

/** What an {@linkcode EventRow} draws. */
export interface EventRowProps {
  readonly row: Row;
  /** Its place in the list, from 0. */
  readonly index: number;
  /** Where it is drawn, in pixels; by its place unless said. */
  readonly top?: number;
  readonly hue: number | undefined;
  readonly selected: boolean;
  /** Callers above its agent; 1 where that is not known. */
  readonly depth?: number;
  /** Whether it waits for the person now. */
  readonly waits: boolean;
  /** Housekeeping events folded behind it. */
  readonly folded: number;
  readonly unfolded: boolean;
  readonly onSelect: (row: Row) => void;
  readonly onFold?: (row: Row) => void;
}

/** One line: when, who, what, how it went, how long. */
export function EventRow(props: EventRowProps) {
  const { row, index, selected } = props;
  const status = props.waits ? "waiting" : row.status;
  const state = status === undefined ? "" : ` is-${status}`;
  return (
    <div
      // A question that was answered is an event like others.
      class={`row kind-${row.kind === "waiting" && !props.waits ? "asked" : row.kind}${state}${
        selected ? " is-selected" : ""
      }`}
      style={{ top: `${props.top ?? index * LINE}px` }}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      onClick={() => props.onSelect(row)}
    >
      <Cells {...props} />
    </div>
  );
}

/** What stands in a line; drawn again only when that changes, and not when the line moves. */
class Cells extends Component<EventRowProps> {
  #drawn = "";

  override shouldComponentUpdate(next: EventRowProps): boolean {
    return this.#drawn !== stampOf(next);
  }

  override render(props: EventRowProps) {
    this.#drawn = stampOf(props);
    const { row, hue, folded, depth = 1 } = props;
    return (
      <>
        <span class="row-time" role="gridcell" title={dayTime(row.ts)}>
          {isToday(row.ts, serverNow())
            ? (
              <>
                {clockTime(row.ts).slice(0, 5)}
                <span class="row-seconds">{clockTime(row.ts).slice(5)}</span>
              </>
            )
            : <span class="row-day">{dayWords(row.ts)}</span>}
        </span>
        <span class={`row-bar${hue === undefined ? "" : ` hue-${hue}`}`} role="none" />
        <span
          class={`row-who${row.agent === undefined ? "" : ` is-sub depth-${depth}`}`}
          role="gridcell"
          title={whoWords(row)}
        >
          <bdi>{row.who}</bdi>
        </span>
        <span class="row-what" role="gridcell">
          <What row={row} />
          {folded > 0 && (
            <button
              type="button"
              class="fold"
              // The list is one stop for Tab; in it, o opens what is folded.
              tabIndex={-1}
              aria-expanded={props.unfolded}
              title={`${folded} housekeeping ${folded === 1 ? "event" : "events"}`}
              onClick={(event) => {
                event.stopPropagation();
                props.onFold?.(row);
              }}
            >
              {props.unfolded ? "−" : "+"}
              {folded}
            </button>
          )}
        </span>
        <Outcome row={row} waits={props.waits} />
        <Length row={row} />
      </>
    );
  }
}

/** All of a line that may change. */
function stampOf({ row, hue, folded, unfolded, waits, depth }: EventRowProps): string {
  const { id, endId, status, who, outcome } = row;
  return `${id} ${endId} ${status} ${hue} ${folded} ${unfolded} ${waits} ${depth} ${who} ${outcome}`;
}

/** `22 Nov 14:02`, and of another year the day alone: as wide as a time with its seconds. */
function dayWords(ms: number): string {
  const day = shortDay(ms, serverNow());
  return day.split(" ").length > 2 ? day : `${day} ${clockTime(ms).slice(0, 5)}`;
}

/** `kiosk, by telemetry`: what does not fit the column, and which way it came. */
function whoWords({ who, source }: Row): string {
  const way = sourceName(source);
  return who === way ? who : `${who}, by ${way}`;
}

function What({ row }: { row: Row }) {
  if (row.kind === "prompt") {
    return (
      <>
        <span class="tag">You</span>
        <bdi class="prompt-text">{row.object === "" ? "(empty prompt)" : row.object}</bdi>
      </>
    );
  }
  if (row.kind === "answer") return <bdi class="answer-text">{row.object}</bdi>;
  return (
    <>
      <span class="verb">{row.verb}</span>
      {row.object !== "" && <bdi class="object">{row.object}</bdi>}
    </>
  );
}

function Outcome({ row, waits }: { row: Row; waits: boolean }) {
  const text = row.outcome !== "" ? row.outcome : row.status === "error" ? "failed" : "";
  const running = row.status === "running" && row.endId === 0;
  return (
    <span class="row-outcome" role="gridcell" title={text}>
      {running
        ? waits
          ? <span class="waiting-word">▲ waits for you</span>
          : <span class="running-word">running</span>
        : (
          <>
            {row.status === "error" && <span class="fail-mark" aria-label="failed">✕</span>}
            <Changes text={text} />
          </>
        )}
    </span>
  );
}

function Changes({ text }: { text: string }) {
  const change = /^\+(\d+)(?: −(\d+))?$/.exec(text);
  if (change === null) return <bdi class="outcome-text">{text}</bdi>;
  return (
    <span class="changes">
      <span class="added">+{change[1]}</span>
      {change[2] !== undefined && <span class="removed">−{change[2]}</span>}
    </span>
  );
}

function Length({ row }: { row: Row }) {
  const ms = row.duration_ms;
  if (ms === undefined) return <span class="row-length" role="gridcell" />;
  return (
    <span class="row-length" role="gridcell">
      <span class={`length-bar length-${lengthStep(ms)}`} />
      <span class="length-text">{duration(ms)}</span>
    </span>
  );
}

/** How long the bar behind a duration is, 0 to 10: from 10 ms to 10 minutes on a log scale. */
function lengthStep(ms: number): number {
  const step = (Math.log10(Math.max(1, ms)) - 1) * 10 / (Math.log10(600_000) - 1);
  return Math.round(Math.min(10, Math.max(0, step)));
}
