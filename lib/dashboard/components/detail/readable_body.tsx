import { isDelegation } from "../../../events/tools/delegation.ts";
import type { ComponentChildren } from "preact";
import type { CanonicalEvent, Json } from "../../../events/event.ts";
import { type Hunk, hunksOf } from "../../reading/diff.ts";
import { questionsOf } from "../../reading/questions.ts";
import { openPayload, type Payload, toolInput, toolResponse } from "../../reading/payload.ts";
import { isJsonObject } from "../../../events/json.ts";
import { DiffView } from "./diff_view.tsx";
import { JsonTree } from "./json_tree.tsx";
import { QuestionList } from "./question_list.tsx";
import { TextBlock } from "./text_block.tsx";
import { TodoList } from "./todo_list.tsx";
import type { EventPair } from "./use_pair.ts";

/** The event as a person reads it: a diff, a command and its output, a prompt, a list. */
export function ReadableBody({ first, end }: EventPair) {
  const payload = end === undefined ? openPayload(first) : openPayload(end, first);
  const error = payload.text("error", "error_message", "error_details");
  return (
    <div class="detail-body">
      {error !== undefined && <TextBlock title="Error" text={error} />}
      {bodyOf(first, payload)}
    </div>
  );
}

function bodyOf(event: CanonicalEvent, payload: Payload): ComponentChildren {
  const todos = toolInput(payload).get("todos") ?? payload.get("todos");
  if (Array.isArray(todos)) return <TodoList todos={todos} />;
  if (event.tool !== undefined) return <ToolBody tool={event.tool} payload={payload} />;
  const prompt = payload.text("prompt", "prompt_text");
  const answer = payload.text("last_assistant_message", "response", "message", "text", "content");
  if (prompt === undefined && answer === undefined) return <JsonTree value={event.data} />;
  return (
    <>
      {prompt !== undefined && <TextBlock title="Prompt" text={prompt} kind="prose" />}
      {answer !== undefined && <TextBlock title="Message" text={answer} kind="prose" />}
    </>
  );
}

function ToolBody({ tool, payload }: { tool: string; payload: Payload }) {
  const input = toolInput(payload);
  const response = toolResponse(payload);
  if (isDelegation(tool)) {
    return (
      <>
        <Maybe title="Asked for" text={input.text("prompt", "prompt_preview")} kind="prose" />
        <Maybe title="Result" text={contentText(response)} kind="prose" />
      </>
    );
  }
  switch (tool) {
    case "Bash":
      return (
        <>
          <Maybe title="What for" text={input.text("description")} kind="prose" />
          <Maybe title="Command" text={input.text("command")} />
          <Output response={response} />
        </>
      );
    case "Edit":
    case "MultiEdit":
      return <Changes hunks={hunksOf(input, response)} {...{ payload, response }} />;
    case "Write":
      return <Maybe title="Written" text={input.text("content")} />;
    case "Read":
      return <Maybe title="Read" text={fileContent(response)} />;
    case "ExitPlanMode":
      return <Maybe title="Plan" text={input.text("plan")} kind="prose" />;
    case "WebFetch":
      return (
        <>
          <Maybe title="Address" text={input.text("url")} />
          <Maybe title="Asked for" text={input.text("prompt")} kind="prose" />
          <Maybe title="Result" text={fieldText(response, "result")} kind="prose" />
        </>
      );
    case "Grep":
    case "Glob":
      return (
        <>
          <CalledWith payload={payload} />
          <Maybe title="Found" text={found(response)} />
        </>
      );
    case "AskUserQuestion": {
      const questions = questionsOf(input.get("questions"));
      if (questions.length === 0) return <Plain payload={payload} response={response} />;
      return (
        <>
          <QuestionList questions={questions} />
          <Maybe title="Answer" text={contentText(response)} kind="prose" />
        </>
      );
    }
    default:
      return <Plain payload={payload} response={response} />;
  }
}

function Changes(props: PlainProps & { hunks: readonly Hunk[] }) {
  return props.hunks.length > 0 ? <DiffView hunks={props.hunks} /> : <Plain {...props} />;
}

function Maybe(
  props: { title: string; text: string | undefined; kind?: "code" | "prose" },
) {
  const { title, text, kind } = props;
  if (text === undefined || text === "") return null;
  return <TextBlock title={title} text={text} {...(kind === undefined ? {} : { kind })} />;
}

function Output({ response }: { response: Json | undefined }) {
  if (typeof response === "string") return <Maybe title="Output" text={response} />;
  const stdout = fieldText(response, "stdout");
  const stderr = fieldText(response, "stderr");
  if (response !== undefined && !stdout && !stderr) return <p class="muted">No output.</p>;
  return (
    <>
      <Maybe title="Output" text={stdout} />
      <Maybe title="Error output" text={stderr} />
    </>
  );
}

interface PlainProps {
  readonly payload: Payload;
  readonly response: Json | undefined;
}

function Plain({ payload, response }: PlainProps) {
  const text = contentText(response);
  return (
    <>
      <CalledWith payload={payload} />
      {text !== undefined
        ? <TextBlock title="Result" text={text} />
        : response !== undefined && (
          <section class="block">
            <h3>Result</h3>
            <JsonTree value={response} />
          </section>
        )}
    </>
  );
}

function CalledWith({ payload }: { payload: Payload }) {
  const input = payload.get("tool_input", "tool_parameters", "tool_args", "input");
  if (input === undefined) return null;
  return (
    <section class="block">
      <h3>Called with</h3>
      <JsonTree value={input} />
    </section>
  );
}

function fieldText(value: Json | undefined, name: string): string | undefined {
  const field = isJsonObject(value) ? value[name] : undefined;
  return typeof field === "string" ? field : undefined;
}

function fileContent(response: Json | undefined): string | undefined {
  if (typeof response === "string") return response;
  return isJsonObject(response) ? fieldText(response.file, "content") : undefined;
}

function found(response: Json | undefined): string | undefined {
  if (typeof response === "string") return response;
  if (!isJsonObject(response)) return undefined;
  if (typeof response.content === "string" && response.content !== "") return response.content;
  return Array.isArray(response.filenames) ? response.filenames.join("\n") : undefined;
}

/** The text of a list of content blocks, as tools and agents answer. */
function contentText(response: Json | undefined): string | undefined {
  if (typeof response === "string") return response;
  const blocks = isJsonObject(response) ? response.content : response;
  if (typeof blocks === "string") return blocks;
  if (!Array.isArray(blocks)) return undefined;
  const texts = blocks.flatMap((block) => fieldText(block, "text") ?? []);
  return texts.length === 0 ? undefined : texts.join("\n");
}
