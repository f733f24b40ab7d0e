import type { Handler } from "hono";
import { bodyIdentity, fromClaudeHook } from "../../ingest/mod.ts";
import { accepted, refuse } from "../answers.ts";
import type { Intake } from "../intake.ts";
import { parseBody } from "../../ingest/json_body.ts";
import { readText } from "./read_body.ts";

/** `POST /hooks/claude`: one raw hook input of Claude Code, as its `http` hooks post it. */
export function postClaudeHook(intake: Intake, now: () => number): Handler {
  return async (context) => {
    const text = await readText(context);
    const { objects, faults } = parseBody(text);
    const received = now();
    const events = objects.flatMap((object, index) =>
      fromClaudeHook(object, { received, body: bodyIdentity("/hooks/claude", text, index) })
    );
    await intake.accept(events);
    const fault = faults[0];
    if (fault === undefined) return accepted(context);
    return refuse(context, 400, { code: "not_json", message: `${fault.where}: ${fault.message}` });
  };
}
