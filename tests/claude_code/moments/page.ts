import type { Page } from "playwright-core";
import { STATES } from "../../../lib/contract/state.ts";
import { ensureBundle } from "../../../scripts/build/bundle.ts";
import { launchBrowser, openPage } from "../../support/browser.ts";
import { hasPackage } from "../../support/need.ts";
import { play } from "../api/script.ts";
import type { InteractiveSession } from "../drive/session.ts";
import type { TrueState } from "../drive/screen.ts";
import type { Scenario } from "./scenario.ts";

/** What a person sees of a session on the Overview, without reloading it. */
export const PAGE: readonly Scenario[] = [
  {
    name: "what the page shows",
    short: ["current"],
    async run({ world, judge, open, letGo }) {
      // Other tests tell that a browser is missing.
      if (!hasPackage("chromium")) return;
      await ensureBundle();
      await using browser = await launchBrowser();
      const { page } = await openPage(browser);
      await page.goto(`${world.monitor}/#/overview`);
      const session = await open();
      const at = async (moment: string, truth: TrueState) => {
        await session.see(truth);
        await judge.compare(`the page: ${moment}`, async () => ({
          [truth]: [await shownState(page, session), STATES[truth].label],
        }));
      };
      await session.say(play("ask-run"));
      await at("it asks", "permission");
      await session.answer("Enter");
      await at("yes: the tool runs", "working");
      await letGo();
      await at("the tool has ended", "idle");
      await session.say(play("think"));
      await at("it thinks", "working");
      await session.press("Escape");
      await at("Escape", "interrupted");
    },
  },
];

async function shownState(page: Page, { id }: InteractiveSession): Promise<string> {
  const row = page.locator("tbody.session", { has: page.locator(`a[href*="${id}"]`) });
  if (await row.count() === 0) return "nothing";
  return await row.locator(".session-row .state-word").innerText();
}
