import { examine } from "../../daemon/checkup.ts";
import { judgeCheckup } from "../../daemon/findings.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../command.ts";
import { classifyLines } from "../classify_lines.ts";
import { readSettings, textOption } from "../settings.ts";
import { doctorView } from "../views/doctor_view.ts";

/** `doctor`: looks at the whole set-up and says what to do. */
export const doctor: Command = {
  name: "doctor",
  summary: "Check the whole set-up and say what to do about each finding",
  options: [{
    name: "classify",
    value: "FILE",
    summary: "Only tell what the processes of an NDJSON file are to us; - reads standard input",
  }],
  examples: ["mpm-monitor doctor", "mpm-monitor doctor --classify processes.ndjson"],
  async run({ options }) {
    const file = textOption(options, "classify");
    if (file !== undefined) {
      const processes = classifyLines(await readText(file), file);
      return {
        text: processes.map((each) => JSON.stringify(each)).join("\n"),
        json: { processes },
      };
    }
    const { paths, range } = readSettings();
    return doctorView(judgeCheckup(await examine(paths, range, (name) => Deno.env.get(name))));
  },
};

async function readText(file: string): Promise<string> {
  if (file === "-") return await new Response(Deno.stdin.readable).text();
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(`There is no file "${file}"`, {
      code: "failed",
      hint: "Give the path of an NDJSON file, or - for standard input",
    });
  }
}
