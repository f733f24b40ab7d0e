/** Events whose every field would steer a terminal, read in a real one. */
import { assert, assertEquals } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { makeTmux } from "../support/terminal/tmux.ts";
import { until } from "../support/until.ts";

const [ESC, BEL, CSI, OSC, DCS, ST] = ["\x1b", "\x07", "\x9b", "\x9d", "\x90", "\x9c"];

/** Titles, the clipboard, links, colours, modes, places, questions, resets, directions. */
const SEQUENCES: readonly string[] = [
  `${ESC}]0;STOLEN${BEL}`,
  `${ESC}]2;STOLEN${ESC}\\`,
  `${OSC}2;STOLEN${ST}`,
  `${ESC}kSTOLEN${ESC}\\`,
  `${ESC}]52;c;U1RPTEVO${BEL}`,
  `${ESC}]8;;http://hostile.example${BEL}link${ESC}]8;;${BEL}`,
  `${ESC}[2J${ESC}[H${CSI}2J`,
  `${ESC}[31;44m${CSI}7m`,
  `${ESC}[?1049h${ESC}[?25l${ESC}[?1000h${ESC}[?2004h`,
  `${ESC}[10;1HOVERWRITTEN${ESC}[3;5r`,
  `${ESC}[20h${ESC}[4h`,
  `${ESC}[6n${ESC}[c${ESC}Z`,
  `${ESC}P$q"p${ESC}\\${DCS}+q544e${ST}`,
  `${ESC}c`,
  "\x0e\x0f\b\b\b\r\x7f\x00\v\f",
  "\u202etxet\u202c\u2066\u200b\ufeff",
];
const HOSTILE = `a${SEQUENCES.join("b")}z`;

/** What no output may hold, but for the colours that our own printer sets. */
const STEERING =
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

const COMMANDS: readonly string[] = [
  "history --all -n 50",
  "history --all -n 50 --format logfmt",
  "history --all -n 50 --format json",
  "history --all -n 50 --json",
  "export",
  "export --format csv",
  "usage",
  "usage --by session",
  "status --verbose",
  "status --json",
  "doctor",
  "logs",
];

/** One event by each way in, and each of its fields hostile. */
async function sendHostile({ range }: Sandbox): Promise<void> {
  const fields = ["source", "session", "agent", "project", "tool", "correlation", "summary"];
  const all = Object.fromEntries(fields.map((name) => [name, HOSTILE]));
  const input = { command: HOSTILE, file_path: `/${HOSTILE}`, description: HOSTILE };
  const hook = { session_id: HOSTILE, cwd: `/${HOSTILE}`, transcript_path: `/${HOSTILE}` };
  const named = { ...hook, tool_name: HOSTILE, tool_use_id: HOSTILE, tool_input: input };
  const bodies: readonly (readonly [string, unknown])[] = [
    ["/api/events", { ...all, type: "note", data: { [HOSTILE]: HOSTILE } }],
    ["/api/events", { ...all, type: HOSTILE }],
    ["/hooks/claude", {
      ...hook,
      hook_event_name: "SessionStart",
      source: HOSTILE,
      model: HOSTILE,
    }],
    ["/hooks/claude", { ...hook, hook_event_name: "UserPromptSubmit", prompt: HOSTILE }],
    ["/hooks/claude", { ...named, hook_event_name: "PreToolUse" }],
    ["/hooks/claude", { ...named, hook_event_name: "PermissionRequest" }],
    ["/hooks/claude", { ...named, hook_event_name: "PostToolUseFailure", error: HOSTILE }],
    ["/hooks/claude", {
      ...hook,
      hook_event_name: "SubagentStart",
      agent_id: HOSTILE,
      agent_type: HOSTILE,
    }],
    ["/hooks/claude", {
      ...hook,
      hook_event_name: "Notification",
      message: HOSTILE,
      title: HOSTILE,
    }],
    ["/hooks/claude", { ...hook, hook_event_name: HOSTILE }],
    ["/hooks/statusline", {
      ...hook,
      model: { id: HOSTILE, display_name: HOSTILE },
      version: HOSTILE,
    }],
  ];
  for (const [path, body] of bodies) {
    const answer = await fetch(`http://127.0.0.1:${range.first}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await answer.body?.cancel();
    assertEquals(answer.status, 204, path);
  }
}

testWithPackages(["tmux"], "no event steers the terminal that it is shown in", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["start"])).code, 0);
  await sendHostile(sandbox);
  for (const line of COMMANDS) {
    const { stdout, stderr } = await sandbox.run(line.split(" "));
    // Ends of lines are CR and LF in CSV.
    const shown = line.endsWith("csv") ? stdout.replaceAll("\r", "") : stdout;
    const found = STEERING.exec(shown + stderr);
    if (/^(history|export)/.test(line)) assert(stdout.includes("STOLEN"), line);
    assert(found === null, `${line}: ${JSON.stringify(found?.input.slice(found.index - 40))}`);
  }

  const script = `${sandbox.folder}/show.sh`;
  const program = sandbox.program.map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(
    script,
    [
      ...COMMANDS.slice(0, 3).map((line) => `${program} ${line}`),
      `timeout 6 ${program} tail --all --after 0`,
      `timeout 6 ${program} tail --all --after 0 --format logfmt`,
      `${program} status --verbose`,
      `${program} doctor`,
      "echo plain",
      "sleep 600",
    ].join("\n"),
  );
  await using tmux = makeTmux(sandbox.folder);
  const terminal = await tmux.open("hostile", {
    command: ["sh", script],
    folder: sandbox.folder,
    env: { ...sandbox.env, TERM: "tmux-256color", LANG: "C.UTF-8", COLORTERM: "truecolor" },
  });
  const ask = async (...args: readonly string[]) => {
    const { stdout } = await new Deno.Command("tmux", {
      args: ["-S", `${sandbox.folder}/tmux`, ...args],
    }).output();
    return new TextDecoder().decode(stdout).trimEnd();
  };
  // By itself tmux names a window by what runs in it.
  await ask("rename-window", "-t", "hostile", "own");
  await ask("set-option", "-g", "allow-rename", "on");
  const before = await ask("display-message", "-p", "-t", "hostile", STATE);
  await until("the end of all commands", async () => {
    return (await terminal.read())?.some((line) => line.trim() === "plain");
  }, { timeout: 120_000 });
  assertEquals(await ask("display-message", "-p", "-t", "hostile", STATE), before);
  assertEquals(await ask("show-buffer"), "");
  // The last line has no colour that somebody else has left on.
  const coloured = (await ask("capture-pane", "-p", "-e", "-t", "hostile")).split("\n");
  assertEquals(coloured.at(-1), "plain");
});

/** What tells of a terminal whether it is as it was. */
const STATE = [
  "pane_title",
  "window_name",
  "alternate_on",
  "cursor_flag",
  "mouse_any_flag",
  "insert_flag",
  "origin_flag",
  "keypad_cursor_flag",
  "scroll_region_upper",
  "scroll_region_lower",
].map((name) => `${name}=#{${name}}`).join(" ");
