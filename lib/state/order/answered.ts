/** Questions whose answer was told before the question itself. Pure. */
import type { RunningTool } from "../state.ts";
import type { Answered } from "../state.ts";
import type { Signal } from "../signal/signal.ts";

/** So many answers are remembered; the question comes within moments. */
const MAX_KEPT = 8;

/** The answers, with one more: about a tool, or, without one, about whatever was asked. */
export function withAnswer(
  answered: readonly Answered[],
  tool: Pick<RunningTool, "name" | "input"> | null,
  at: number,
): readonly Answered[] {
  const about = tool === null ? null : { name: tool.name, input: tool.input };
  return [...answered, { about, at }].slice(-MAX_KEPT);
}

/** Whether what a signal asks was answered already, after it had been asked. */
export function isAnswered(answered: readonly Answered[], { tool, at }: Signal): boolean {
  return answered.some((each) =>
    at < each.at &&
    (each.about === null || (each.about.name === tool?.name && each.about.input === tool.input))
  );
}
