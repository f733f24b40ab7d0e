import { assertEquals } from "@std/assert";
import { dialogOf, readScreen } from "./screen.ts";

const RULE = "─".repeat(120);

/** A screen with the box for the next prompt, as Claude Code 2.1.332 draws it. */
function talk(said: readonly string[], typed = "", foot = "  ⏸ manual mode on"): string[] {
  return [" ▐▛███▛█   Claude Code v2.1.332", ...said, RULE, `❯ ${typed}`, RULE, foot];
}

function stateOf(lines: readonly string[] | null, lastPrompt = "Please play:x") {
  return readScreen(lines, { lastPrompt }).state;
}

Deno.test("readScreen() knows a session that rests, works, has failed, or is gone", () => {
  assertEquals(stateOf(talk([])), "idle");
  assertEquals(stateOf(talk(["❯ Please play:x", "● Hello.", "✻ Cogitated for 1s · done"])), "idle");
  const footer = "  ⏸ manual mode on · esc to interrupt · ← for agents";
  assertEquals(stateOf(talk(["❯ Please play:x"], "", footer)), "working");
  // 2.1.197 has a spinner and no word about Escape.
  assertEquals(stateOf(talk(["❯ Please play:x", "✢ Precipitating… (0s · ↓ 1 tokens)"])), "working");
  const own = ["!  sleep 9", "  ⎿  Running… (1s)", "     (ctrl+b to run in background)"];
  assertEquals(stateOf(talk(["❯ hello", "● Hello.", ...own])), "working");
  assertEquals(stateOf(talk([...own.slice(0, 1), "  ⎿  (No output)"])), "idle");
  assertEquals(
    stateOf(talk(["❯ Please play:x", "● API Error: 400 The model refuses this."])),
    "failed",
  );
  assertEquals(stateOf(null), "done");
});

Deno.test("readScreen() knows a turn that was broken off, and one that went on", () => {
  const interrupted = ["❯ Please play:x", "  ⎿  Interrupted · What should Claude do instead?"];
  assertEquals(stateOf(talk(interrupted)), "interrupted");
  const said =
    "● Auto mode can't check actions in this session. Its safety check runs on the server";
  assertEquals(stateOf(talk([...interrupted, said])), "interrupted");
  assertEquals(stateOf(talk([...interrupted, "● Then I use another name."])), "idle");
  assertEquals(stateOf(talk([...interrupted, "❯ Please play:y", "● Hello."])), "idle");
  assertEquals(
    stateOf(talk(["❯ Please play:x", "● User declined to answer questions"])),
    "interrupted",
  );
  // Before the first word, Escape takes the prompt back into the box.
  assertEquals(stateOf(talk(["❯ hello", "● Hello."], "Please play:x")), "interrupted");
  assertEquals(stateOf(talk(["❯ hello", "● Hello."], "Please play:x"), "hello"), "idle");
});

Deno.test("readScreen() tells a permission from a question", () => {
  const asks = [
    "❯ Please play:x",
    RULE,
    " Bash command",
    " touch made.txt",
    " Do you want to proceed?",
    " ❯ 1. Yes",
    "   2. No",
    " Esc to cancel · Tab to amend",
  ];
  assertEquals(stateOf(asks), "permission");
  const auto = [...asks.slice(0, 5), " ❯ No", "   Yes", " Esc to cancel · Tab to amend"];
  assertEquals(stateOf(auto), "permission");
  const question = [
    "❯ Please play:x",
    RULE,
    "Which colour shall it be?",
    "❯ 1. Red",
    "  2. Blue",
    RULE,
    "  4. Chat about this",
    "Enter to select · ↑/↓ to navigate · Esc to cancel",
  ];
  assertEquals(stateOf(question), "input");
});

Deno.test("readScreen() counts background agents, and what is typed", () => {
  const foot = ["  ⏸ manual mode on · ↓ to manage", "  ● main", "  ◯ general-purpose  Task  55s"];
  const screen = readScreen([...talk(["❯ Please play:x"], "next"), ...foot], { lastPrompt: "" });
  assertEquals([screen.agents, screen.typed], [1, "next"]);
});

Deno.test("dialogOf() is the same whatever line is chosen, and null where nothing is asked", () => {
  const ask = (first: string, second: string) => [
    "❯ Please play:x",
    RULE,
    " Bash command",
    " touch made.txt",
    " Do you want to proceed?",
    ` ${first} 1. Yes`,
    ` ${second} 2. No`,
  ];
  assertEquals(dialogOf(ask("❯", " ")), dialogOf(ask(" ", "❯")));
  assertEquals(dialogOf(ask("❯", " "))?.includes("touch made.txt"), true);
  assertEquals(dialogOf(talk(["❯ Please play:x", "● Hello."])), null);
});
