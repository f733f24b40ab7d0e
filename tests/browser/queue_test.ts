import { assert, assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { call, hook, postHooks } from "./story.ts";

const PLAN = "# Move the totals\n\n1. Write the test\n2. Move `total()` to its own file";

/** Three sessions: one wants to push, a sub-agent of one has a question, one has a plan. */
function threeWait() {
  const shop = { session_id: "shop", cwd: "/home/dev/shop", claude_pid: 4242 };
  const blog = { session_id: "blog", cwd: "/home/dev/blog" };
  const site = { session_id: "site", cwd: "/home/dev/site" };
  const helper = { ...blog, agent_id: "helper-1", agent_type: "helper" };
  const asked = {
    questions: [{
      question: "Which store shall it be?",
      header: "Store",
      multiSelect: false,
      options: [
        { label: "SQLite", description: "One file beside the program" },
        { label: "PostgreSQL", description: "A server of its own" },
      ],
    }],
  };
  return [
    hook("UserPromptSubmit", { prompt: "Release it", ...shop }),
    ...call("t", "Bash", { command: "deno task test" }, {
      stdout: "12 passed\n",
      stderr: "",
      interrupted: false,
    }, shop),
    ...call(
      "w",
      "TodoWrite",
      {
        todos: [
          { content: "Run the tests", status: "completed", activeForm: "Running" },
          { content: "Push", status: "in_progress", activeForm: "Pushing" },
        ],
      },
      {},
      shop,
    ),
    hook("PreToolUse", {
      tool_name: "Bash",
      tool_use_id: "p",
      tool_input: { command: "git push --tags", description: "Publish the release" },
      ...shop,
    }),
    hook("PermissionRequest", {
      tool_name: "Bash",
      tool_input: { command: "git push --tags", description: "Publish the release" },
      ...shop,
    }),
    hook("UserPromptSubmit", { prompt: "Choose a store", ...blog }),
    hook("PreToolUse", {
      tool_name: "Task",
      tool_use_id: "c",
      tool_input: { subagent_type: "helper", description: "Choose", prompt: "Choose one" },
      ...blog,
    }),
    hook("SubagentStart", { ...helper }),
    hook("PreToolUse", {
      tool_name: "AskUserQuestion",
      tool_use_id: "q",
      tool_input: asked,
      ...helper,
    }),
    hook("PermissionRequest", { tool_name: "AskUserQuestion", tool_input: asked, ...helper }),
    hook("UserPromptSubmit", { prompt: "Plan it", ...site }),
    hook("PreToolUse", {
      tool_name: "ExitPlanMode",
      tool_use_id: "x",
      tool_input: { plan: PLAN },
      ...site,
    }),
    hook("PermissionRequest", {
      tool_name: "ExitPlanMode",
      tool_input: { plan: PLAN },
      ...site,
    }),
  ];
}

testOnPage(
  "The queue shows each question as a whole, who waits longest first, by keys alone",
  async ({ server, page, errors }) => {
    await postHooks(server.url, threeWait());
    await page.goto(`${server.url}/#/metrics?q=nothing`);
    await page.getByRole("link", { name: "One at a time" }).waitFor();
    await page.keyboard.press("w");
    const queue = page.getByRole("region", { name: "Who waits for you" });
    await queue.getByText("▲ 1 of 3 who wait for you, the longest wait first").waitFor();
    await queue.getByText("git push --tags", { exact: true }).first().waitFor();
    await queue.getByText("Publish the release").waitFor();
    const steps = queue.locator(".steps li");
    await steps.filter({ hasText: "deno task test" }).filter({ hasText: "12 passed" }).waitFor();
    assertEquals(await steps.filter({ hasText: "git push" }).count(), 0, "the question is no step");
    await queue.getByText("1 of 2 tasks open: Push").waitFor();
    await queue.getByText("/home/dev/shop", { exact: true }).waitFor();
    await queue.getByText("4242", { exact: true }).waitFor();
    assertEquals(await violations(page), []);

    await page.keyboard.press("n");
    await queue.getByText("▲ 2 of 3").waitFor();
    await queue.getByText("Which store shall it be?").first().waitFor();
    assertEquals(await queue.locator(".answers li").allInnerTexts(), [
      "SQLite\nOne file beside the program",
      "PostgreSQL\nA server of its own",
    ]);
    await queue.getByText("Waiting for its answer: the main agent").waitFor();
    assertEquals(await violations(page), []);

    await page.keyboard.press("n");
    await queue.getByText("▲ 3 of 3").waitFor();
    await queue.getByText("2. Move").first().waitFor();
    const address = page.url();
    await page.keyboard.press("p");
    await queue.getByText("▲ 2 of 3").waitFor();
    await page.goto("about:blank");
    await page.goto(address);
    await queue.getByText("▲ 3 of 3").waitFor();
    assertEquals(errors, []);
  },
);

testOnPage(
  "A question that is answered while it is read says so, and leads to the next",
  async ({ server, page }) => {
    await postHooks(server.url, threeWait());
    await page.goto(`${server.url}/#/queue`);
    const queue = page.getByRole("region", { name: "Who waits for you" });
    await queue.getByText("▲ 1 of 3").waitFor();
    await postHooks(server.url, [
      hook("PostToolUse", {
        tool_name: "Bash",
        tool_use_id: "p",
        tool_input: { command: "git push --tags" },
        tool_response: { stdout: "", stderr: "", interrupted: false },
        session_id: "shop",
        cwd: "/home/dev/shop",
      }),
    ]);
    await queue.getByText("It no longer waits: it was answered").waitFor();
    await queue.getByText("▲ 2 wait for you").waitFor();
    // What was read is still there.
    await queue.getByText("git push --tags", { exact: true }).first().waitFor();
    await queue.locator(".steps li").filter({ hasText: "deno task test" }).waitFor();
    await page.keyboard.press("n");
    await queue.getByText("▲ 1 of 2").waitFor();
    await queue.getByText("Which store shall it be?").first().waitFor();
  },
);

testOnPage(
  "What led to a question is asked for to the end, and of its own session alone",
  async ({ server, page }) => {
    await postHooks(server.url, [
      hook("UserPromptSubmit", { prompt: "A foreign step", session_id: "shop-2", cwd: "/x" }),
      ...threeWait(),
    ]);
    let isFirst = true;
    // A busy server ends a page early: what is missing follows.
    await page.route(/api\/events\?q=session.*before=/, async (route) => {
      if (!isFirst) return await route.continue();
      isFirst = false;
      const before = Number(new URL(route.request().url()).searchParams.get("before"));
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        json: { ...await answer.json(), events: [], last: before, more: true },
      });
    });
    await page.goto(`${server.url}/#/queue`);
    const queue = page.getByRole("region", { name: "Who waits for you" });
    await queue.locator(".steps li").filter({ hasText: "deno task test" }).waitFor();
    assertEquals(await queue.getByText("A foreign step").count(), 0);
    await page.goto(`${server.url}/#/queue?event=abc`);
    await page.getByRole("heading", { name: "This question does not wait" }).waitFor();
  },
);

testOnPage("An empty queue says that nobody waits", async ({ server, page }) => {
  await postHooks(server.url, [hook("UserPromptSubmit", { prompt: "Go on" })]);
  await page.goto(`${server.url}/#/queue`);
  await page.getByRole("heading", { name: "Nobody waits for you" }).waitFor();
  assert(await page.getByRole("button", { name: /Next/ }).isDisabled());
});

testOnPage(
  "What a sub-agent asks stands once in Overview, in its own row",
  async ({ server, page }) => {
    await postHooks(server.url, threeWait());
    await page.goto(`${server.url}/#/overview`);
    await page.locator(".agent-row .question").waitFor();
    await page.getByText("helper waits for you, below").waitFor();
    const questions = await page.locator(".question").allTextContents();
    assertEquals(questions.length, 3, questions.join(" | "));
  },
);
