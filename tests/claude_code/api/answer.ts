import type { RequestUsage } from "./usage.ts";
import type { Step } from "./script.ts";

/** An answer of the model that is ready to be sent. */
export interface ModelAnswer {
  /** Unique over all runs: `req_…`. */
  readonly request: string;
  readonly model: string;
  /** Whether it was asked for piece by piece. */
  readonly stream: boolean;
  readonly step: Step;
  readonly usage: RequestUsage;
}

type Block = Readonly<Record<string, unknown>>;

/** The whole message, for a request that does not stream. */
export function wholeMessage(answer: ModelAnswer): Block {
  return {
    ...head(answer),
    content: blocksOf(answer),
    stop_reason: stopReason(answer.step),
    usage: answer.usage,
  };
}

/** The events of a stream in order; `gate` stands where it has to wait. */
export function* streamEvents(answer: ModelAnswer): Generator<Block | "gate"> {
  const { step, usage } = answer;
  const begun = { ...usage, output_tokens: 1 };
  const message = { ...head(answer), content: [], stop_reason: null, usage: begun };
  yield { type: "message_start", message };
  let words = 0;
  for (const [index, block] of blocksOf(answer).entries()) {
    const isText = block["type"] === "text";
    const start = isText ? { type: "text", text: "" } : { ...block, input: {} };
    yield { type: "content_block_start", index, content_block: start };
    const deltas = isText
      ? `${block["text"]}`.match(/\S+\s*/g)!.map((text) => ({ type: "text_delta", text }))
      : [{ type: "input_json_delta", partial_json: JSON.stringify(block["input"]) }];
    for (const delta of deltas) {
      if (words++ === step.wordsBeforeGate) yield "gate";
      yield { type: "content_block_delta", index, delta };
    }
    yield { type: "content_block_stop", index };
  }
  const delta = { stop_reason: stopReason(step), stop_sequence: null };
  yield { type: "message_delta", delta, usage };
  yield { type: "message_stop" };
}

function head({ request, model }: ModelAnswer): Block {
  const id = request.replace("req_", "msg_");
  return { id, type: "message", role: "assistant", model, stop_sequence: null };
}

function blocksOf({ request, step }: ModelAnswer): Block[] {
  const said: Block[] = step.text === undefined ? [] : [{ type: "text", text: step.text }];
  const calls = (step.tools ?? []).map(([name, input], at) => ({
    type: "tool_use",
    id: `${request.replace("req_", "toolu_")}_${at}`,
    name,
    input,
  }));
  return [...said, ...calls];
}

function stopReason(step: Step): string {
  return step.stop ?? (step.tools === undefined ? "end_turn" : "tool_use");
}
