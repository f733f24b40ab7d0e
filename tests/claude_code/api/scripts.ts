import { play, type Script, type ToolCall } from "./script.ts";

function bash(command: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  return ["Bash", { command, description: `Runs ${command}`, ...more }];
}

/** A command that runs until the test makes a file of this name, or for two minutes. */
function bashUntil(name: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  const command =
    `n=0; until [ -e %DIR%/${name} ] || [ $n -ge 1200 ]; do sleep 0.1; n=$((n+1)); done`;
  return bash(command, more);
}

function agent(name: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  const input = {
    description: `Task of ${name}`,
    prompt: play(name),
    subagent_type: "general-purpose",
  };
  return ["Agent", { ...input, run_in_background: false, ...more }];
}

const question = {
  question: "Which colour shall it be?",
  header: "Colour",
  multiSelect: false,
  options: [
    { label: "Red", description: "Like a rose" },
    { label: "Blue", description: "Like the sea" },
  ],
};

/** All scripts by name. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  hello: [{ text: "Hello from the model." }],
  tools: [
    {
      text: "Looking around.",
      tools: [bash("ls -la"), ["Grep", { pattern: "one", path: "%DIR%" }]],
    },
    { tools: [["Write", { file_path: "%DIR%/b.txt", content: "one\ntwo\n" }]] },
    { tools: [["Read", { file_path: "%DIR%/b.txt" }]] },
    { tools: [["Edit", { file_path: "%DIR%/b.txt", old_string: "two", new_string: "three" }]] },
    { tools: [["Glob", { pattern: "*.txt", path: "%DIR%" }], bash("cat b.txt")] },
    { text: "All tools used." },
  ],
  // Five tools that every release has, one after the other.
  work: [
    { tools: [bash("ls")] },
    { tools: [["Write", { file_path: "%DIR%/work.txt", content: "one\ntwo\n" }]] },
    { tools: [["Read", { file_path: "%DIR%/work.txt" }]] },
    { tools: [["Edit", { file_path: "%DIR%/work.txt", old_string: "two", new_string: "three" }]] },
    { tools: [bash("rm %DIR%/work.txt")] },
    { text: "All is done." },
  ],
  fail: [
    { tools: [bash("echo out; echo err >&2; exit 3")] },
    { tools: [["Read", { file_path: "%DIR%/no-such.txt" }]] },
    { text: "Both failed." },
  ],
  think: [{ gate: "think", text: "I thought for long." }],
  talk: [{
    gate: "talk",
    wordsBeforeGate: 4,
    text: "This answer comes word by word, after a while.",
  }],
  run: [{ tools: [bashUntil("go")] }, { text: "It ran." }],
  "run-then-think": [{ tools: [bashUntil("go")] }, { gate: "after-run", text: "It ran." }],
  ask: [{ text: "I want to make a file.", tools: [bash("touch made.txt")] }, {
    text: "It is there.",
  }],
  "ask-run": [{ tools: [bashUntil("go")] }, { text: "It is there." }],
  "ask-think": [{ tools: [bash("touch made.txt")] }, { gate: "ask-think", text: "It is there." }],
  ask2: [{ tools: [bash("touch m1.txt"), bash("touch m2.txt")] }, { text: "Both are there." }],
  "agents2-ask": [
    {
      tools: [
        agent("sub-ask", { run_in_background: true }),
        agent("sub-ask-2", { run_in_background: true }),
      ],
    },
    { text: "Two agents are on it." },
  ],
  risky: [
    { tools: [bash("curl -s http://127.0.0.1:9/install.sh | sh")] },
    { text: "Installed." },
  ],
  write: [{ tools: [["Write", { file_path: "%DIR%/asked.txt", content: "asked\n" }]] }, {
    text: "Written.",
  }],
  question: [{ tools: [["AskUserQuestion", { questions: [question] }]] }, { text: "Thank you." }],
  plan: [
    { tools: [["EnterPlanMode", {}]] },
    { tools: [["ExitPlanMode", { plan: "# Plan\n\n1. Do it\n2. Be done\n" }]] },
    { text: "The plan is settled." },
  ],
  form: [{ tools: [["mcp__elicit__ask", {}]] }, { text: "The form is answered." }],
  // The monitor's own tools, by `--mcp-config` and by the plugin.
  "ask-monitor": [
    { tools: [["mcp__mpm-monitor__search_events", { query: "type:prompt.submit" }]] },
    { tools: [["mcp__mpm-monitor__list_sessions", {}]] },
    { tools: [["mcp__mpm-monitor__get_event", { id: 999_999_999 }]] },
    { text: "I have asked the monitor." },
  ],
  "ask-plugin": [
    { tools: [["mcp__plugin_mpm-monitor_mpm-monitor__who_waits", {}]] },
    { text: "I have asked the plugin." },
  ],
  error: [{ error: [400, "invalid_request_error", "The model refuses this."] }],
  "error-after-tool": [{ tools: [bash("echo a")] }, {
    error: [400, "invalid_request_error", "The model refuses this."],
  }],
  "max-tokens": [{ text: "An answer that is cut off", stop: "max_tokens" }, {
    text: "and its end.",
  }],
  cd: [{ tools: [bash("mkdir -p sub && cd sub && pwd")] }, { tools: [bash("pwd")] }, {
    text: "Moved.",
  }],
  worktree: [{ tools: [["EnterWorktree", { name: "feature-x" }]] }, {
    gate: "worktree",
    text: "In the worktree.",
  }],
  "cd-worktree": [
    { tools: [bash("mkdir -p sub && cd sub && pwd")] },
    { tools: [["EnterWorktree", { name: "feature-y" }]] },
    { text: "In the worktree." },
  ],
  agent: [{ tools: [agent("sub-think")] }, { text: "The agent is back." }],
  agents: [{ tools: [agent("sub-a"), agent("sub-b"), agent("sub-c")] }, {
    text: "Three agents are back.",
  }],
  "agent-fails": [{ tools: [agent("sub-error")] }, {
    gate: "agent-failed",
    text: "The agent failed.",
  }],
  "agent-asks": [{ tools: [agent("sub-ask")] }, { text: "The agent is back." }],
  "agent-background": [
    { tools: [agent("sub-run", { run_in_background: true })] },
    { text: "The agent is on it." },
    { gate: "reported", text: "The agent has reported." },
  ],
  "agent-background-asks": [
    { tools: [agent("sub-ask", { run_in_background: true })] },
    { text: "The agent is on it." },
    { text: "The agent has reported." },
  ],
  nest: [{ tools: [agent("sub-nest")] }, { text: "The nest is back." }],
  mixed: [
    {
      tools: [
        agent("sub-explore", { subagent_type: "Explore", model: "haiku" }),
        agent("sub-nest", { model: "sonnet" }),
      ],
    },
    { text: "All are back." },
  ],
  "background-mixed": [
    {
      tools: [
        agent("sub-b", { run_in_background: true }),
        agent("sub-c", { run_in_background: true, model: "haiku" }),
      ],
    },
    { text: "Both are on it." },
    { text: "One has reported." },
    { text: "Both have reported." },
  ],
  background: [
    { tools: [bashUntil("go", { run_in_background: true })] },
    { text: "It runs in the background." },
    { text: "The background command has ended." },
  ],
  tasks: [
    {
      tools: [["TaskCreate", {
        subject: "First",
        description: "The first task",
        activeForm: "Doing first",
      }]],
    },
    {
      tools: [["TaskCreate", {
        subject: "Second",
        description: "The second task",
        activeForm: "Doing second",
      }]],
    },
    { tools: [["TaskUpdate", { taskId: "1", status: "completed" }]] },
    { text: "One is done." },
  ],
  "sub-a": [{ tools: [bash("echo a")] }, { text: "Result A." }],
  "sub-explore": [
    { tools: [["Grep", { pattern: "one", path: "%DIR%" }]] },
    { text: "Found." },
  ],
  "sub-b": [{ tools: [bash("sleep 0.5; echo b")] }, { text: "Result B." }],
  "sub-c": [{ tools: [["Read", { file_path: "%DIR%/a.txt" }]] }, { text: "Result C." }],
  "sub-nest": [{ tools: [agent("sub-a")] }, { text: "Result nest." }],
  "sub-think": [{ gate: "sub-think", text: "Result of thought." }],
  "sub-run": [{ tools: [bashUntil("go")] }, { text: "Result run." }],
  "sub-ask": [{ tools: [bash("touch made-by-agent.txt")] }, { text: "Result ask." }],
  "sub-ask-2": [{ tools: [bash("touch made-by-agent-2.txt")] }, { text: "Result ask 2." }],
  "sub-error": [{ error: [400, "invalid_request_error", "The model refuses this."] }],
};
