import type { Handler } from "hono";
import { fromClaudeHook } from "../../ingest/mod.ts";
import { accepted, refuse } from "../answers.ts";
import type { Intake } from "../intake.ts";
import { parseBody } from "../json_body.ts";
import { readText } from "./read_body.ts";

/** `POST /hooks/claude`: one raw hook input of Claude Code, as its `http` hooks post it. */
export function postClaudeHook(intake: Intake, now: () => number): Handler {
  return async (context) => {
    const { objects, faults } = parseBody(await readText(context));
    await intake.accept(objects.map((body) => fromClaudeHook(body, { received: now() })));
    const fault = faults[0];
    if (fault === undefined) return accepted(context);
    return refuse(context, 400, { code: "not_json", message: `${fault.where}: ${fault.message}` });
  };
}
