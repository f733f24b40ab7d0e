import { assertEquals } from "@std/assert";
import { Story } from "./_story.ts";

function placeOf(story: Story) {
  const { project, worktree, branch } = story.session;
  return { project, worktree, branch };
}

Deno.test("a worktree that Claude Code made belongs to its project", () => {
  const story = new Story().tell("prompt.submit", {
    project: "/home/kim/shop/.claude/worktrees/fix-login/src",
  });
  assertEquals(placeOf(story), { project: "/home/kim/shop", worktree: "fix-login", branch: null });
  const windows = new Story().tell("prompt.submit", {
    project: "C:\\work\\shop\\.claude\\worktrees\\fix",
  });
  assertEquals(placeOf(windows), { project: "C:\\work\\shop", worktree: "fix", branch: null });
});

Deno.test("the status line tells the project, worktree and branch of a worktree elsewhere", () => {
  const story = new Story()
    .tell("prompt.submit", { project: "/home/kim/shop-login" })
    .tell("session.status", {
      project: "/home/kim/shop-login",
      data: {
        workspace: { git_worktree: "/home/kim/shop-login" },
        worktree: {
          name: "login",
          path: "/home/kim/shop-login",
          branch: "login",
          original_cwd: "/home/kim/shop",
        },
      },
    });
  assertEquals(placeOf(story), { project: "/home/kim/shop", worktree: "login", branch: "login" });
});

Deno.test("a linked worktree that git made is known by its name, or its folder's", () => {
  for (const git_worktree of ["login", "/home/kim/login/", "C:\\work\\login"]) {
    const story = new Story().tell("session.status", {
      project: "/home/kim/login",
      data: { workspace: { git_worktree } },
    });
    assertEquals(placeOf(story), { project: "/home/kim/login", worktree: "login", branch: null });
  }
});

Deno.test("a session that leaves its worktree is not in it any more", () => {
  const story = new Story()
    .tell("prompt.submit", { project: "/home/kim/shop/.claude/worktrees/fix" })
    .tell("directory.change", { data: { new_cwd: "/home/kim/shop" } });
  assertEquals(placeOf(story), { project: "/home/kim/shop", worktree: null, branch: null });
});
