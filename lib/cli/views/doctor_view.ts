import { green, red, yellow } from "@std/fmt/colors";
import type { Finding } from "../../doctor/finding.ts";
import { EXIT } from "../../user_error.ts";
import type { CommandResult } from "../core/command.ts";
import { plural } from "../core/format.ts";
import { plain } from "../core/print.ts";
import { columnsOf } from "../core/columns.ts";
import { wrap } from "../core/wrap.ts";

/**
 * What `doctor` says.
 *
 * @param width columns of a line
 */
export function doctorView(findings: readonly Finding[], width: number): CommandResult {
  const count = (state: Finding["state"]) => findings.filter((each) => each.state === state).length;
  const [errors, warnings] = [count("error"), count("warning")];
  return {
    text: [
      "Monitor Doctor",
      "==============",
      "",
      ...findings.flatMap((finding) => findingLines(finding, width)),
      "",
      errors + warnings === 0
        ? "All is well."
        : `Found ${plural(errors, "error")} and ${plural(warnings, "warning")}.`,
    ].join("\n"),
    json: { errors, warnings, findings },
    exitCode: errors > 0 ? EXIT.failed : EXIT.ok,
  };
}

/** What is to be typed is not broken into lines: it could not be copied then. */
function findingLines({ state, message, advice }: Finding, width: number): string[] {
  const sign = { ok: green("✓"), warning: yellow("!"), error: red("✗") }[state];
  const steps = advice?.split("\n") ?? [];
  return [
    ...wrap(plain(message), width - 2, columnsOf).map((line, index) =>
      `${index === 0 ? sign : " "} ${line}`
    ),
    ...steps.map((step) => `    ${plain(step)}`),
  ];
}
