import { green, red, yellow } from "@std/fmt/colors";
import type { Finding } from "../../daemon/finding.ts";
import { EXIT } from "../../user_error.ts";
import type { CommandResult } from "../command.ts";
import { plural } from "../format.ts";
import { plain } from "../print.ts";

/** What `doctor` says. */
export function doctorView(findings: readonly Finding[]): CommandResult {
  const count = (state: Finding["state"]) => findings.filter((each) => each.state === state).length;
  const [errors, warnings] = [count("error"), count("warning")];
  return {
    text: [
      "Monitor Doctor",
      "==============",
      "",
      ...findings.flatMap(findingLines),
      "",
      errors + warnings === 0
        ? "All is well."
        : `Found ${plural(errors, "error")} and ${plural(warnings, "warning")}.`,
    ].join("\n"),
    json: { errors, warnings, findings },
    exitCode: errors > 0 ? EXIT.failed : EXIT.ok,
  };
}

function findingLines({ state, message, advice }: Finding): string[] {
  const sign = { ok: green("✓"), warning: yellow("!"), error: red("✗") }[state];
  const steps = advice?.split("\n") ?? [];
  return [`${sign} ${plain(message)}`, ...steps.map((step) => `    ${plain(step)}`)];
}
