import { examine } from "../../doctor/checkup.ts";
import { heldToken } from "../../instance/home/emitter_token.ts";
import type { Finding } from "../../doctor/finding.ts";
import { assessCheckup } from "../../doctor/findings.ts";
import { hookFindings } from "../../doctor/hook_findings.ts";
import { releaseFindings } from "../../doctor/release_findings.ts";
import { readKnownRelease } from "../../upgrade/known_release.ts";
import { VERSION } from "../../version.ts";
import { serviceFindings } from "../../doctor/service_findings.ts";
import { readService } from "../../service/read_service.ts";
import { examineHooks } from "../../doctor/examine_hooks.ts";
import { settingsFindings } from "../../doctor/settings_findings.ts";
import { redactionFindings, type StoreRedaction } from "../../doctor/redaction_findings.ts";
import { readRedaction } from "../../store/sqlite/redaction/read_redaction.ts";
import { UserError } from "../../user_error.ts";
import { tokenFindings } from "../../doctor/token_findings.ts";
import { type Environment, type StatePaths, statePaths } from "../../instance/home/paths.ts";
import { DEFAULT_RANGE, parseRange, type PortRange, RANGE_VARIABLE } from "../../ports/range.ts";
import type { Command } from "../core/command.ts";
import { classifyLines } from "../core/classify_lines.ts";
import { openInput } from "../core/open_input.ts";
import { readOwnConfig, textOption } from "../core/settings.ts";
import { terminalWidth } from "../core/terminal_width.ts";
import { listStores } from "../events/stores.ts";
import { doctorView } from "../views/doctor_view.ts";

/** `doctor`: looks at the whole set-up and says what to do. */
export const doctor: Command = {
  name: "doctor",
  summary: "Check the whole setup and say what to fix, and how",
  options: [{
    name: "classify",
    value: "FILE",
    summary: "Only tell what the processes of an NDJSON file are to us; - reads standard input",
  }],
  examples: ["mpm-monitor doctor", "mpm-monitor doctor --classify processes.ndjson"],
  async run({ options }) {
    const file = textOption(options, "classify");
    if (file !== undefined) {
      const processes = classifyLines(
        await new Response(await openInput(file, "one process a line, as NDJSON")).text(),
        file,
      );
      return {
        text: processes.map((each) => JSON.stringify(each)).join("\n"),
        json: { processes },
      };
    }
    const env = (name: string) => Deno.env.get(name);
    const paths = statePaths(env);
    const checkup = await examine(paths, rangeOrDefault(env), env);
    const { config } = checkup;
    const running = checkup.inspection.instances.filter(({ state }) => state !== "stale");
    const hooks = await examineHooks(paths, env);
    const ports = running.map(({ record }) => record.port);
    return doctorView([
      ...assessCheckup(checkup),
      ...("problem" in config
        ? [unreadableConfig(paths.config, config.problem)]
        : settingsFindings({ text: config.text, path: paths.config, env })),
      ...releaseFindings(await readKnownRelease(paths), VERSION),
      ...serviceFindings(await readService(paths).catch(() => null)),
      ...hookFindings(hooks, ports),
      ...tokenFindings(
        running.map(({ record }) => record),
        hooks.written,
        (token) => heldToken(token, env),
      ),
      ...redactionFindings(await storeRedactions(paths)),
    ], terminalWidth(Infinity));
  },
};

/** Who has secrets stored on purpose is not told so again and again. */
async function storeRedactions(paths: StatePaths): Promise<StoreRedaction[]> {
  try {
    const isOff = (await readOwnConfig()).get("redact")?.value === "off";
    const stores = await listStores(paths);
    return stores.flatMap(({ path, port, writer }): StoreRedaction[] => {
      if (writer === null ? isOff : writer.record.options.redact === false) return [];
      const state = readRedaction(path);
      return state === null ? [] : [{ path, port, ...state }];
    });
  } catch (error) {
    // Settings or records that cannot be read are findings of their own.
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** A range that makes no sense is one of the findings. */
function rangeOrDefault(env: Environment): PortRange {
  try {
    return parseRange(env(RANGE_VARIABLE));
  } catch {
    return DEFAULT_RANGE;
  }
}

function unreadableConfig(path: string, problem: string): Finding {
  return {
    check: "settings",
    state: "error",
    message: `Cannot read the settings in ${path}: ${problem}`,
    advice: "Make it readable for you, or remove it to begin anew",
  };
}
