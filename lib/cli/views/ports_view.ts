import type { PortSurvey, UsedPort } from "../../instance/survey.ts";
import { classInWords } from "../../ports/holder_class.ts";
import { describeHolder, shortCommand } from "../../ports/holders.ts";
import { formatRange, type PortRange, portsOf } from "../../ports/range.ts";
import { plural } from "../core/format.ts";
import { mark, plain } from "../core/print.ts";

/** What `status --show-ports` adds. */
export interface PortsFacts {
  readonly range: PortRange;
  readonly survey: PortSurvey;
}

/** How many ports of the range nobody uses. */
export function availableCount({ range, survey }: PortsFacts): number {
  return portsOf(range).filter((port) => !survey.used.has(port)).length;
}

/** The list of all ports of the range, with its legend. */
export function portLines({ range, survey }: PortsFacts): string[] {
  return [
    `Port Status (${formatRange(range)}):`,
    ...portsOf(range).map((port) => `  ${port}: ${portText(survey.used.get(port))}`),
    "",
    "Legend:",
    `  ${mark("✓")} RUNNING - Monitor server active`,
    "  • IN USE - Used by another process",
    "  ○ AVAILABLE - Ready for use",
    ...survey.problems.map((problem) => `\nThis list may be incomplete: ${problem}`),
  ];
}

function portText(used: UsedPort | undefined): string {
  if (used === undefined) return "○ AVAILABLE";
  const { instance, holder, holderClass } = used;
  if (instance !== null && holderClass === "monitor") {
    const { record, health } = instance;
    const clients = health === null ? instance.state : plural(health.clients, "client");
    return `${mark("✓")} RUNNING (PID ${record.pid}, ${clients})`;
  }
  if (instance !== null) return `• IN USE (Dashboard for ${instance.record.port})`;
  const [process] = holder.processes;
  const who = process === undefined || holder.processes.length > 1
    ? describeHolder(holder)
    : `PID ${process.pid}, ${shortCommand(process)}`;
  return `• IN USE (${plain(who)}: ${classInWords(holderClass)})`;
}

/** The same in JSON. */
export function portsJson({ range, survey }: PortsFacts): Record<string, unknown> {
  return {
    available: availableCount({ range, survey }),
    ports: portsOf(range).map((port) => {
      const used = survey.used.get(port);
      if (used === undefined) return { port, state: "available" };
      const { holder, holderClass, instance } = used;
      return {
        port,
        state: holderClass === "monitor" ? "running" : "in_use",
        class: holderClass,
        addresses: holder.addresses,
        ...(holderClass === "dashboard" ? { dashboard_for: instance?.record.port ?? null } : {}),
        processes: holder.processes.map(({ pid, user, argv }) => ({
          pid,
          user,
          command: argv.join(" "),
        })),
      };
    }),
    problems: survey.problems,
  };
}
