import { assertEquals } from "@std/assert";
import { Story } from "./_story.ts";
import { viewProjects, viewUsageBy } from "./mod.ts";

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

Deno.test("a session has one project, whatever folder its shell steps into", () => {
  const story = new Story();
  const step = (cwd: string) => {
    story.tell("tool.post", { project: cwd, data: { cwd } });
    return [story.session.project, story.session.cwd, story.session.worktree];
  };
  const shop = "/home/kim/shop";
  assertEquals(step(shop), [shop, shop, null]);
  assertEquals(step(`${shop}/sub/`), [shop, `${shop}/sub`, null]);
  const tree = `${shop}/.claude/worktrees/feature-x`;
  assertEquals(step(tree), [shop, tree, "feature-x"]);
  // EnterWorktree from a folder within the project, as Claude Code's status line tells of it.
  story.tell("session.status", {
    project: shop,
    data: { cwd: tree, worktree: { name: "feature-x", path: tree, original_cwd: `${shop}/sub` } },
  });
  assertEquals([story.session.project, story.session.cwd], [shop, tree]);
  // Telemetry carries the project, and does not move the shell.
  story.tell("otel.api.request", { project: shop, source: "otel" });
  assertEquals([story.session.cwd, story.session.worktree], [tree, "feature-x"]);
  assertEquals(step("/tmp"), [shop, "/tmp", null]);
});

Deno.test("a folder is one project however it is spelt", () => {
  const story = new Story();
  const spellings = ["C:\\Users\\kim\\shop", "c:\\Users\\kim\\shop\\", "C:/Users/Kim/shop"];
  spellings.forEach((project, n) => story.tell("prompt.submit", { session: `s${n}`, project }));
  const forms = ["/Users/kim/cafe\u0301", "/Users/kim/caf\u00e9/", "/Users/kim/Caf\u00e9"];
  forms.forEach((project, n) => story.tell("prompt.submit", { session: `u${n}`, project }));
  assertEquals(
    viewProjects(story.sessions).map(({ path, sessions }) => [path, sessions]),
    [["/Users/kim/Caf\u00e9", 3], ["C:\\Users\\Kim\\shop", 3]],
  );
  const { rows } = viewUsageBy(story.state, { by: ["project"] });
  assertEquals(rows.map(({ sessions }) => sessions), [3, 3]);
  for (const project of ["c:/users/kim/shop", "shop"]) {
    assertEquals(viewUsageBy(story.state, { by: ["session"], project }).rows.length, 3, project);
  }
});
