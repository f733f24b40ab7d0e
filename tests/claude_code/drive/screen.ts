/** What a person sees of a session: what the screen says, in the words of the monitor's states. */
export type TrueState =
  | "working"
  | "permission"
  | "input"
  | "failed"
  | "interrupted"
  | "idle"
  | "done";

/** A screen as it was read. */
export interface Screen {
  /** `null` where it shows something that is no state: the first moments, or a notice. */
  readonly state: TrueState | null;
  /** A notice before the session that wants to be confirmed. */
  readonly notice: boolean;
  /** What stands in the box for the next prompt. */
  readonly typed: string;
  /** Background agents that work, as the last lines list them. */
  readonly agents: number;
  readonly lines: readonly string[];
}

/** What the screen alone does not tell. */
export interface ScreenContext {
  /** The prompt that was sent last. */
  readonly lastPrompt: string;
}

const RULE = /^[─▔]{20,}/;
const SPINNER = /^\s*[·✢✳✶✻✽*] \S+.*…/;
/** Below the call of a tool, or a command of the person. */
const RUNNING = /^\s*⎿\s+Running…/;
const OPTION = /^\s*(❯ )?(\d\. \S|(Yes|No)\b)/;
const PERMISSION = /Do you want to |Do you want Claude|wants to use|to proceed\?$/;
const INPUT =
  /Enter to select|[Ee]xit plan mode\?|Would you like to proceed\?|requests? your input|Enter to stay in auto mode|Ready to code\?/;
const BROKEN_OFF =
  /Interrupted|[Dd]eclined to answer|rejected Claude's plan|Rejected|Stayed in plan mode/;
const FAILED = /^\s*(●|⎿)?\s*API Error/;
/** What Claude Code says of itself, in the form of an answer. */
const NOTICE = /^● Auto mode /;
const AGENTS = /^\s*◯ /;

/**
 * Reads a screen. A pure function of what is to be seen and the prompt that was sent last, so that
 * saved screens can test it.
 *
 * @param lines what is to be seen, without empty lines; `null` where the terminal is closed
 */
export function readScreen(lines: readonly string[] | null, context: ScreenContext): Screen {
  if (lines === null) return { state: "done", notice: false, typed: "", agents: 0, lines: [] };
  const base = { notice: false, typed: "", agents: 0, lines };
  const ruler = lines.findLastIndex((line) => RULE.test(line.trim()));
  const box = lines.findLastIndex((line) => line.startsWith("❯"));
  const isBox = box >= 0 && ruler > box && RULE.test(lines[box - 1]?.trim() ?? "");
  if (!isBox) return { ...base, ...readDialog(lines) };
  const typed = lines.slice(box, ruler).join(" ").slice(1).trim();
  const said = lines.slice(0, box - 1);
  const foot = lines.slice(ruler + 1).join("\n");
  const agents = foot.split("\n").filter((line) => AGENTS.test(line)).length;
  return { ...base, typed, agents, state: readTalk(said, foot, typed, context) };
}

/**
 * The text of the dialog that stands in place of the box, whatever line of it is chosen; `null`
 * where none does.
 */
export function dialogOf(lines: readonly string[]): string | null {
  const { state } = readScreen(lines, { lastPrompt: "" });
  if (state !== "permission" && state !== "input") return null;
  const ruler = lines.findLastIndex((line) => RULE.test(line.trim()));
  return lines.slice(ruler + 1).join("\n").replaceAll("❯", " ");
}

/** Dialogs take the place of the box. */
function readDialog(lines: readonly string[]): Pick<Screen, "state" | "notice"> {
  const text = lines.join("\n");
  if (/Settings Warning|Do you trust|Quick safety check/.test(text)) {
    return { state: null, notice: true };
  }
  const ruler = lines.findLastIndex((line) => RULE.test(line.trim()));
  // Forms have rules within them; the question stands above these.
  const dialog = lines.slice(Math.max(0, ruler - 12));
  const asked = dialog.join("\n");
  if (INPUT.test(asked)) return { state: "input", notice: false };
  const hasOptions = dialog.some((line) => OPTION.test(line));
  if (hasOptions && PERMISSION.test(asked)) return { state: "permission", notice: false };
  return { state: null, notice: false };
}

function readTalk(
  said: readonly string[],
  foot: string,
  typed: string,
  { lastPrompt }: ScreenContext,
): TrueState {
  if (/esc to interrupt/.test(foot) || said.some((line) => SPINNER.test(line))) return "working";
  const asked = said.findLastIndex((line) => /^[❯!]/.test(line));
  if (said.slice(asked + 1).some((line) => RUNNING.test(line))) return "working";
  // Escape before the first word takes the whole turn back: the prompt stands in the box again.
  if (lastPrompt !== "" && typed === lastPrompt && !said[asked]?.includes(lastPrompt)) {
    return "interrupted";
  }
  const turn = said.slice(asked + 1);
  const end = turn.findLast((line) => FAILED.test(line) || BROKEN_OFF.test(line));
  const told = turn.findLastIndex((line) => line === end);
  // What was said after it is news: the agent went on.
  const goneOn = turn.slice(told + 1).some((line) => line.startsWith("●") && !NOTICE.test(line));
  if (end === undefined || goneOn) return "idle";
  return FAILED.test(end) ? "failed" : "interrupted";
}
