import { assert, assertEquals } from "@std/assert";
import { violations } from "./axe.ts";
import { testOnPage } from "./on_page.ts";
import { hook, postHooks, story } from "./story.ts";
import { draft } from "./test_server.ts";

const ANSWER = [
  "## What I did",
  "",
  "- fixed `round()`",
  "- **12** tests pass",
  "",
  "| file | lines |",
  "| --- | --- |",
  "| cart.ts | 3 |",
  "",
  "See [the docs](https://example.com/docs) <img src=x onerror=alert(1)>",
  "",
  "```ts",
  "round(a + b);",
  "```",
].join("\n");

function ended() {
  return [
    ...story(),
    hook("PostToolUse", {
      tool_name: "Bash",
      tool_use_id: "g",
      tool_input: { command: "git push" },
      tool_response: { stdout: "pushed\n", stderr: "", interrupted: false },
    }),
    hook("Stop", { last_assistant_message: ANSWER }),
    hook("UserPromptSubmit", { prompt: "Thanks.\nNow the second line" }),
    hook("Stop", { last_assistant_message: "You are welcome." }),
  ];
}

testOnPage(
  "A session's page reads as a conversation, with what is known of it beside it",
  async ({ server, page, errors }) => {
    await postHooks(server.url, ended());
    await page.goto(`${server.url}/#/overview`);
    await page.locator("a.session-title").click();
    const talk = page.getByRole("region", { name: "Conversation" });
    await talk.getByText("You are welcome.").waitFor();
    assertEquals(await talk.locator(".turn-prompt .prose").allInnerTexts(), [
      "Fix the rounding of the cart's total, with a test",
      "Thanks.\nNow the second line",
    ]);
    const answer = talk.locator(".markdown").first();
    assertEquals(await answer.locator("li").allInnerTexts(), ["fixed round()", "12 tests pass"]);
    assertEquals(await answer.locator("td").allInnerTexts(), ["cart.ts", "3"]);
    assertEquals(await answer.locator("pre").innerText(), "round(a + b);");
    assertEquals(await answer.locator("img, a").count(), 0, "what an agent wrote does not act");
    await answer.getByText("<img src=x onerror=alert(1)>").waitFor();

    const call = talk.locator("details", { hasText: "deno task test" });
    await call.locator("summary").click();
    await call.locator("pre", { hasText: "12 passed" }).waitFor();

    const facts = page.getByRole("complementary", { name: "About this session" });
    await facts.getByText("asked 1 time").waitFor();
    await facts.getByRole("link", { name: "lib/cart.ts" }).waitFor();
    await facts.getByRole("heading", { name: "1 of 2 tasks done" }).waitFor();
    assertEquals(await violations(page), []);

    await facts.getByRole("link", { name: "reviewer" }).click();
    await page.getByText("Only what reviewer did.").waitFor();
    assertEquals(await talk.locator("details").count(), 2);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await page.getByText("Only what reviewer did.").waitFor();
    assertEquals(errors, []);
  },
);

testOnPage(
  "A session's page goes on as it happens, and stays when it ends",
  async ({ server, page }) => {
    await postHooks(server.url, story());
    await page.goto(`${server.url}/#/session?id=story-session`);
    const talk = page.getByRole("region", { name: "Conversation" });
    await talk.getByText("waits for you").first().waitFor();
    const spent = page.locator(".time-list > div", { hasText: "Waiting for you" });
    await spent.waitFor();
    await page.getByRole("link", { name: "It waits for you" }).waitFor();
    await postHooks(server.url, [
      hook("Stop", { last_assistant_message: "All is well." }),
      hook("SessionEnd", { reason: "prompt_input_exit" }),
    ]);
    await talk.getByText("All is well.").waitFor();
    await page.locator(".session-head .state-done").waitFor();
    await page.reload();
    await talk.getByText("All is well.").waitFor();
    await page.locator(".session-head .state-done").waitFor();
  },
);

testOnPage(
  "A long session shows its end first, and what came before when asked",
  async ({ server, page }) => {
    const events = Array.from({ length: 1200 }, (_, n) =>
      draft({
        session: "long",
        project: "/home/dev/long",
        type: "tool.post",
        tool: "Bash",
        status: "ok",
        data: { tool_name: "Bash", tool_input: { command: `step ${n}` } },
      }));
    await server.append(
      draft({
        session: "long",
        project: "/home/dev/long",
        type: "prompt.submit",
        data: { prompt: "The long task" },
      }),
      ...events,
    );
    await page.goto(`${server.url}/#/session?id=long`);
    const talk = page.getByRole("region", { name: "Conversation" });
    await talk.getByText("step 1199").waitFor();
    assertEquals(await talk.locator(".turn-prompt").count(), 0);
    const more = talk.getByRole("button", { name: "Show what came before" });
    while (await more.isVisible()) {
      const before = await talk.locator(".step").count();
      await more.click();
      await page.waitForFunction(
        (count) => document.querySelectorAll(".step").length > count,
        before,
      );
    }
    await talk.locator(".turn-prompt", { hasText: "The long task" }).waitFor();
    assertEquals(await talk.locator(".step").count(), 1200);
  },
);

testOnPage("A session that nobody knows is said to be unknown", async ({ server, page }) => {
  await postHooks(server.url, story());
  await page.goto(`${server.url}/#/session?id=no-such`);
  await page.getByText("Nothing is stored of this session").waitFor();
  assert(await page.getByRole("link", { name: "All sessions" }).isVisible());
});
