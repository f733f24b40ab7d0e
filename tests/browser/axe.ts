import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core finds wrong with a page: the rule, and the elements that break it. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, and so not subject to the page's own policy.
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // Defined by the line above, and unknown to the compiler.
    const checker = Reflect.get(globalThis, "axe") as typeof axe;
    const { violations } = await checker.run();
    return violations.flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.html}`)
    );
  });
}
