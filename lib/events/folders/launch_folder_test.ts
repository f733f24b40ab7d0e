import { assertEquals } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import type { Json } from "../event.ts";
import { isInside, launchFolder, leftWorktree } from "./launch_folder.ts";

const launched = (data: Json, project: string | undefined = "/work/app/src") => {
  const { project: _, ...draft } = testDraft({ data });
  return launchFolder(project === undefined ? draft : { ...draft, project });
};

Deno.test("launchFolder() believes the status line, then the transcript, then the shell", () => {
  const transcript_path = "/home/ann/.claude/projects/-work-app/1.jsonl";
  const workspace = { project_dir: "/work/other" };
  assertEquals(launched({ workspace, transcript_path }), "/work/other");
  assertEquals(launched({ transcript_path }), "/work/app");
  assertEquals(launched({ transcript_path: "/elsewhere/x/1.jsonl" }), "/work/app/src");
  assertEquals(launched({ transcript_path: "1.jsonl" }), "/work/app/src");
  assertEquals(launched({}), "/work/app/src");
  assertEquals(launched("text"), "/work/app/src");
});

Deno.test("launchFolder() says nothing where nothing does, but the status line alone is enough", () => {
  const { project: _, ...draft } = testDraft({ data: { transcript_path: "/p/-work-app/1.jsonl" } });
  assertEquals(launchFolder(draft), undefined);
  const data = { workspace: { project_dir: "/work/other" } };
  assertEquals(launchFolder({ ...draft, data }), "/work/other");
});

Deno.test("leftWorktree() tells where a session went, and from where", () => {
  const worktree = { path: "/work/app-fix", original_cwd: "/work/app" };
  assertEquals(leftWorktree({ worktree }), { worktree: "/work/app-fix", from: "/work/app" });
  assertEquals(leftWorktree({ worktree: { original_cwd: "/work/app" } }), {
    worktree: null,
    from: "/work/app",
  });
  assertEquals([leftWorktree({ worktree: { path: "/x" } }), leftWorktree(null)], [null, null]);
});

Deno.test("isInside() knows folders by whole names", () => {
  assertEquals(isInside("/work/app", "/work/app"), true);
  assertEquals(isInside("/work/app/src", "/work/app"), true);
  assertEquals(isInside("/work/app-2", "/work/app"), false);
  assertEquals(isInside("/work", "/work/app"), false);
});
