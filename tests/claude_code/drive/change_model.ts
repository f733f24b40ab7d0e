import { until } from "../../support/until.ts";
import { PATIENCE } from "./patience.ts";
import type { InteractiveSession } from "./session.ts";

/** Changes the model to Sonnet, and says yes where Claude Code asks whether it shall. */
export async function changeModel(session: InteractiveSession): Promise<void> {
  await session.say("/model sonnet");
  await until("the model to be changed", async () => {
    const text = (await session.look()).lines.join("\n");
    if (/Set model/.test(text)) return true;
    if (/Switch model\?/.test(text)) await session.press("Enter");
    throw new Error(`it shows:\n${text}`);
  }, { ...PATIENCE, interval: 1_000 });
}
