import type { Json, JsonObject } from "../events/event.ts";
import { drawRequest, modelOf, requestLog, telemetryLog } from "./api_request.ts";
import type { DemoInput } from "./input.ts";
import type { SeededRandom } from "./random.ts";
import {
  type DelegateStep,
  grep,
  type QuestionStep,
  read,
  type SessionStory,
  type Step,
  type ToolStep,
  type Turn,
} from "./script.ts";
import { statusLine, type StatusLineOptions } from "./status_line.ts";

/** How a story is played. */
export interface PlayOptions {
  readonly random: SeededRandom;
  /** Part of all ids. */
  readonly run: string;
  /** When the hour begins; ms since 1970, UTC. */
  readonly begins: number;
}

/** The inputs that one session sends. Pure, but for the random stream that it draws from. */
export function playSession(story: SessionStory, options: PlayOptions): DemoInput[] {
  return new Player(story, options).play();
}

/** Who acts: the main agent, or a sub-agent. */
type Actor = { readonly agent_id: string; readonly agent_type: string } | null;

/** Seconds after which Claude Code says that a permission dialog, or its prompt, is waiting. */
const PERMISSION_NOTICE = 6;
const IDLE_NOTICE = 60;
/** Seconds that the model takes from one step to the next, on average. */
const THOUGHT = 26;

class Player {
  readonly #story: SessionStory;
  readonly #random: SeededRandom;
  readonly #run: string;
  readonly #begins: number;
  readonly #session: string;
  readonly #inputs: DemoInput[] = [];
  #tools = 0;
  #prompts = 0;
  readonly #costs: { readonly at: number; readonly cost: number }[] = [];
  readonly #lines: Omit<StatusLineOptions, "cost">[] = [];

  constructor(story: SessionStory, { random, run, begins }: PlayOptions) {
    this.#story = story;
    this.#random = random;
    this.#run = run;
    this.#begins = begins;
    this.#session = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${run}`;
  }

  play(): DemoInput[] {
    const { model, turns, leaves, begins } = this.#story;
    let now = begins;
    this.#hook(now, "SessionStart", { source: "startup", model });
    for (const turn of turns) now = this.#turn(turn, now + this.#about(turn.pause));
    if (leaves) this.#hook(now + 45, "SessionEnd", { reason: "prompt_input_exit" });
    return [...this.#inputs, ...this.#statusLines()];
  }

  /** @returns when it is over, in seconds */
  #turn(turn: Turn, begin: number): number {
    this.#prompts++;
    this.#hook(begin, "UserPromptSubmit", { prompt: turn.prompt });
    let now = begin;
    for (const step of [...this.#lookAround(), ...turn.steps]) {
      now = this.#step(step, now + this.#about(THOUGHT), null);
      this.#status(now, null);
    }
    now += this.#about(5);
    switch (turn.ends) {
      case "stop":
        this.#hook(now, "Stop", { stop_hook_active: false, last_assistant_message: turn.says });
        this.#status(now, null);
        this.#hooksDone(now);
        break;
      case "error":
        this.#hook(now, "StopFailure", { error: "overloaded", last_assistant_message: turn.says });
        break;
      case "escape":
        // Nothing tells of Escape; a minute later the idle prompt does.
        this.#hook(now + IDLE_NOTICE, "Notification", {
          notification_type: "idle_prompt",
          message: "Claude is waiting for your input",
        });
        break;
      case "crash":
        this.#hook(now, "PreToolUse", {
          tool_name: "Bash",
          tool_input: { command: "gh release view v4.1 --json body" },
          tool_use_id: this.#toolUse(),
        });
    }
    return now;
  }

  #step(step: Step, now: number, actor: Actor): number {
    switch (step.kind) {
      case "think":
        return now + this.#about(step.seconds);
      case "tool":
        return this.#tool(step, now, actor);
      case "question":
        return this.#question(step, now, actor);
      case "delegate":
        return this.#delegate(step, now, actor);
      case "together": {
        const ends = step.all.map((each, index) => this.#delegate(each, now + index, actor));
        return Math.max(...ends);
      }
    }
  }

  #tool(step: ToolStep, begin: number, actor: Actor): number {
    const { tool, input, failure, asks } = step;
    const use = { tool_name: tool, tool_input: input, tool_use_id: this.#toolUse() };
    this.#hook(begin, "PreToolUse", use, actor);
    let now = begin;
    if (asks !== undefined) {
      this.#hook(begin + 0.1, "PermissionRequest", { tool_name: tool, tool_input: input }, actor);
      this.#hook(begin + PERMISSION_NOTICE, "Notification", {
        notification_type: "permission_prompt",
        message: `Claude needs your permission to use ${tool}`,
      });
      now += this.#about(asks);
      this.#decision(now, use);
    }
    const seconds = this.#about(step.seconds);
    const duration_ms = Math.round(seconds * 1000);
    const [name, outcome] = failure === undefined
      ? ["PostToolUse", { tool_response: step.response }]
      : ["PostToolUseFailure", { error: failure, is_interrupt: false }];
    this.#hook(now + seconds, name, { ...use, ...outcome, duration_ms }, actor);
    return now + seconds;
  }

  #question(step: QuestionStep, begin: number, actor: Actor): number {
    const { question, options, answer } = step;
    const labels = options.map((label) => ({ label, description: label }));
    const use = {
      tool_name: "AskUserQuestion",
      tool_input: { questions: [{ question, header: "Decide", options: labels }] },
      tool_use_id: this.#toolUse(),
    };
    const end = begin + this.#about(step.seconds);
    this.#hook(begin, "PreToolUse", use, actor);
    const tool_response = { questions: [question], answers: { [question]: answer } };
    this.#hook(end, "PostToolUse", { ...use, tool_response }, actor);
    return end;
  }

  #delegate(step: DelegateStep, begin: number, caller: Actor): number {
    const use = {
      tool_name: "Agent",
      tool_input: { subagent_type: step.agent, description: step.task, prompt: step.task },
      tool_use_id: this.#toolUse(),
    };
    const actor = { agent_id: this.#random.hex(8), agent_type: step.agent };
    this.#hook(begin, "PreToolUse", use, caller);
    this.#hook(begin + 0.4, "SubagentStart", actor, actor);
    let now = begin + this.#about(4);
    for (const each of [...this.#lookAround(), ...step.steps]) {
      now = this.#step(each, now + this.#about(THOUGHT), actor);
      this.#status(now, actor);
    }
    now += this.#about(THOUGHT);
    this.#hook(now, "SubagentStop", { ...actor, stop_hook_active: false }, actor);
    const tool_response: JsonObject = {
      status: "completed",
      totalTokens: Math.round(this.#random.between(14_000, 61_000)),
      totalToolUseCount: step.steps.filter((each) => each.kind === "tool").length,
      totalDurationMs: Math.round((now - begin) * 1000),
    };
    this.#hook(now + 0.3, "PostToolUse", { ...use, tool_response }, caller);
    return now + 0.3;
  }

  /** What an agent reads before it sets to work. */
  #lookAround(): Step[] {
    const { project, files } = this.#story;
    const count = Math.floor(this.#random.between(2, 7));
    return Array.from({ length: count }, () => {
      const file = this.#random.pick(files);
      const path = `${project}/${file}`;
      if (this.#random.next() < 0.3) return grep(file.replace(/^.*\/|\..*$/g, ""), [path]);
      return read(path, `${file}\n${"-".repeat(file.length)}\n`);
    });
  }

  #hook(
    seconds: number,
    name: string,
    fields: Readonly<Record<string, Json>>,
    actor: Actor = null,
  ): void {
    const body = {
      session_id: this.#session,
      transcript_path: `/home/kim/.claude/projects/demo/${this.#session}.jsonl`,
      cwd: this.#story.project,
      permission_mode: this.#story.mode,
      hook_event_name: name,
      ...(actor ?? {}),
      ...fields,
    };
    this.#inputs.push({ at: Math.round(seconds * 1000), path: "/hooks/claude", body });
  }

  /** The person has said yes: telemetry tells of it within a second. */
  #decision(
    seconds: number,
    use: { readonly tool_name: string; readonly tool_use_id: string },
  ): void {
    this.#telemetry(seconds + 0.6, "tool_decision", {
      tool_name: use.tool_name,
      tool_use_id: use.tool_use_id,
      decision: "accept",
      source: "user_temporary",
    });
  }

  /** How long the hooks of a turn's end took, the monitor's among them. */
  #hooksDone(seconds: number): void {
    this.#telemetry(seconds + 0.3, "hook_execution_complete", {
      hook_event: "Stop",
      num_hooks: 2,
      num_success: 2,
      num_non_blocking_error: 0,
      total_duration_ms: Math.round(this.#random.between(2, 9)),
    });
  }

  #telemetry(
    seconds: number,
    name: string,
    fields: Readonly<Record<string, string | number>>,
  ): void {
    const about = { "session.id": this.#session, "prompt.id": this.#prompt };
    const body = telemetryLog(name, { ...about, ...fields });
    this.#inputs.push({ at: Math.round(seconds * 1000), path: "/v1/logs", body });
  }

  get #prompt(): string {
    return `${this.#session}-${this.#prompts}`;
  }

  /** The model was asked: telemetry tells of the request, and the status line is drawn anew. */
  #status(seconds: number, actor: Actor): void {
    const { project, worktree, model, begins } = this.#story;
    const session = this.#session;
    const at = Math.round(seconds * 1000);
    const agent = actor?.agent_type ?? null;
    const used = modelOf(agent, model);
    const request = drawRequest(used, this.#random);
    const log = requestLog(request, { session, model: used, prompt: this.#prompt, agent });
    this.#inputs.push({ at: at + 20, path: "/v1/logs", body: log });
    this.#costs.push({ at: at + 20, cost: request.cost_usd });
    this.#lines.push({
      session,
      project,
      worktree,
      model,
      context: Math.min(0.94, 0.09 + this.#tools * 0.011),
      age: seconds - begins,
      at: seconds,
      begins: this.#begins,
    });
  }

  /** Agents that work side by side use up one session's money: it is summed up once all is known. */
  #statusLines(): DemoInput[] {
    return this.#lines.map((line): DemoInput => {
      const at = Math.round(line.at * 1000) + 40;
      const cost = this.#costs.filter((request) => request.at <= at)
        .reduce((sum, request) => sum + request.cost, 0);
      return { at, path: "/hooks/statusline", body: statusLine({ ...line, cost }) };
    });
  }

  #toolUse(): string {
    this.#tools++;
    return `toolu_${this.#random.hex(12)}${this.#run}`;
  }

  /** About so many seconds: a quarter more or less. */
  #about(seconds: number): number {
    return seconds * this.#random.between(0.75, 1.25);
  }
}
