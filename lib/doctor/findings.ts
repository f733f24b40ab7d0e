import { badEndText } from "../instance/bad_end_text.ts";
import { classInWords } from "../ports/holder_class.ts";
import { describeHolder } from "../ports/holders.ts";
import { DEFAULT_RANGE } from "../ports/range.ts";
import { VERSION } from "../version.ts";
import type { Checkup, InstanceCheckup } from "./checkup.ts";
import { costFindings } from "./cost_findings.ts";
import { asksEmitters } from "../instance/home/emitter_token.ts";
import type { Finding } from "./finding.ts";
import { homeFindings } from "./home_findings.ts";
import { dashboardOf } from "../instance/home/host.ts";
import type { PortSurvey } from "../instance/survey.ts";
import type { UnusableRecord } from "../instance/inspect.ts";

/** Decides what the facts of a checkup mean, and what is to be done. */
export function assessCheckup(checkup: Checkup): Finding[] {
  return [
    { check: "version", state: "ok", message: `This is mpm-monitor ${VERSION}` },
    ...folderFindings(checkup),
    ...homeFindings(checkup.home),
    ...serverFindings(checkup),
    ...checkup.inspection.unusable.map((each) => unusableFinding(each, checkup.survey)),
    ...portFindings(checkup),
    ...hooksFindings(checkup),
    ...checkup.survey.problems.map((problem): Finding => ({
      check: "process_table",
      state: "warning",
      message: `Cannot tell who holds which port: ${problem}`,
      advice: "Install iproute2 (ss) or lsof",
    })),
  ];
}

function folderFindings({ folders, paths: { home } }: Checkup): Finding[] {
  const broken = folders.flatMap(({ path, state }): Finding[] =>
    typeof state === "string" ? [] : [{
      check: "folder",
      state: "error",
      message: `${
        path === home ? "State folder" : "Folder"
      } ${path} cannot be written: ${state.problem}`,
      advice: path.startsWith(home)
        ? "Make it writable, or set MPM_MONITOR_HOME to a folder that is"
        : "Make it writable, or choose another store with --store",
    }]
  );
  const [first] = folders;
  // What lies in a folder that cannot be written fails for the same reason.
  if (typeof first?.state === "object") {
    return broken.filter(({ message }) => message.includes(` ${home} `));
  }
  const how = first?.state === "absent" ? "comes with the first start" : "can be written";
  return [{ check: "folder", state: "ok", message: `State folder ${home} ${how}` }, ...broken];
}

function serverFindings({ instances }: Checkup): Finding[] {
  const alive = instances.filter(({ instance }) => instance.state !== "stale");
  const none: Finding = {
    check: "server",
    state: "warning",
    message: "No server is running",
    advice: "mpm-monitor start",
  };
  return [...(alive.length === 0 ? [none] : []), ...instances.flatMap(instanceFindings)];
}

/** A server writes a line when it starts: a log that is older belongs to another run. */
function logFinding(port: number, written: number | null, startedAt: number): Finding | null {
  if (written !== null && written >= startedAt - CLOCK_SLACK_MS) return null;
  const what = written === null ? "has no log" : "has written nothing to its log since it started";
  return {
    check: "log",
    state: "warning",
    message: `The server on port ${port} ${what}`,
    advice: `mpm-monitor restart --port ${port}`,
  };
}

/** File systems keep times in steps of up to two seconds. */
const CLOCK_SLACK_MS = 2_000;

function instanceFindings(checkup: InstanceCheckup): Finding[] {
  const findings = [stateFinding(checkup)];
  const { instance: { record, state, health }, dashboard, logWritten, crash, metrics } = checkup;
  const { port } = record;
  if (state === "stale") return findings;
  if (record.version !== VERSION) {
    findings.push({
      check: "server_version",
      state: "warning",
      message: `The server on port ${port} runs version ${record.version}`,
      advice: `mpm-monitor restart --port ${port}`,
    });
  }
  if (dashboard !== null) {
    const url = dashboardOf(record);
    findings.push(
      dashboard
        ? { check: "dashboard", state: "ok", message: `The dashboard answers at ${url}` }
        : {
          check: "dashboard",
          state: "error",
          message: `The dashboard does not answer at ${url}`,
          advice: `mpm-monitor restart --port ${port} --dashboard-port ${record.dashboard_port}`,
        },
    );
  }
  if (health?.last_run !== undefined) {
    findings.push({
      check: "last_run",
      state: "warning",
      message: badEndText(health.last_run),
      advice: `mpm-monitor logs --port ${port}`,
    });
  }
  const log = logFinding(port, logWritten, record.started_at);
  if (log !== null) findings.push(log);
  if (crash.length > 0) {
    findings.push({
      check: "crash",
      state: "warning",
      message: `The server on port ${port} complained outside of its log: ${crash.at(-1)}`,
      advice: "Please report this with the file in the logs folder",
    });
  }
  return metrics === null ? findings : [...findings, ...costFindings(port, metrics)];
}

function stateFinding({ instance: { record, state, health } }: InstanceCheckup): Finding {
  const check = "server";
  const { port, pid } = record;
  switch (state) {
    case "healthy":
      return { check, state: "ok", message: `The server on port ${port} is healthy (PID ${pid})` };
    case "degraded":
      return {
        check,
        state: "warning",
        message: `The server on port ${port} works less well than it should: ${
          health?.degraded.join(", ") ?? "unknown"
        }`,
        advice: `mpm-monitor logs --port ${port}`,
      };
    case "starting":
    case "stopping":
      return { check, state: "ok", message: `The server on port ${port} is ${state}` };
    case "unresponsive":
    case "unknown":
      return {
        check,
        state: "error",
        message: `The server on port ${port} does not answer (PID ${pid})`,
        advice: `mpm-monitor stop --port ${port} --force, then mpm-monitor start`,
      };
    case "stale":
      return {
        check: "record",
        state: "warning",
        message: `The record of port ${port} is stale: process ${pid} has ended`,
        advice: "mpm-monitor stop removes it, and so does the next start on this port",
      };
  }
}

function unusableFinding({ path, port, reading }: UnusableRecord, survey: PortSurvey): Finding {
  const used = survey.used.get(port);
  const isThere = used?.holderClass === "orphan";
  const newer = reading.kind === "newer";
  const what = newer
    ? `The record of port ${port} was written by a newer version of mpm-monitor`
    : `The record of port ${port} cannot be read: ${reading.reason}`;
  return {
    check: "record",
    state: isThere && !newer ? "error" : "warning",
    message: isThere ? `${what}; its server answers: ${describeHolder(used.holder)}` : what,
    advice: newer
      ? "Use that version to stop its server"
      : isThere
      ? `mpm-monitor stop --port ${port} --force, then mpm-monitor start --port ${port}`
      : `Remove ${path}: no server of yours runs on port ${port}`,
  };
}

function portFindings({ survey, range, inspection }: Checkup): Finding[] {
  const reported = inspection.unusable.map(({ port }) => port);
  const strangers = [...survey.used.values()].filter(({ instance, holder, holderClass }) =>
    instance === null && !(holderClass === "orphan" && reported.includes(holder.port))
  );
  return strangers.map(({ holder, holderClass, answer }): Finding => {
    // On its dashboard's port a server tells its own port.
    const server = holderClass === "orphan" ? answer?.port ?? holder.port : null;
    const advice = server !== null
      ? `mpm-monitor stop --port ${server} --force ends it`
      : holder.port !== range.first
      ? undefined
      : holderClass === "debug-script"
      ? "mpm-monitor start ends it and takes its port"
      : `mpm-monitor start takes the next port; mpm-monitor start --force --port ${holder.port} ` +
        "ends it first";
    return {
      check: "port",
      state: holder.port === range.first ? "warning" : "ok",
      message: `Port ${holder.port} is held by ${classInWords(holderClass)}: ${
        describeHolder(holder)
      }`,
      ...(advice === undefined ? {} : { advice }),
    };
  });
}

/** Claude MPM's hooks send to one port, and nobody tells them when nothing listens there. */
function hooksFindings({ hookPorts, instances }: Checkup): Finding[] {
  const check = "hooks";
  const ports = instances.flatMap(({ instance: { record, state } }) =>
    state === "stale" ? [] : [record.port]
  );
  const targets = Object.entries(hookPorts).map(([name, value]) => ({
    name,
    port: value ? Number(value) : DEFAULT_RANGE.first,
  }));
  const lost = targets.filter(({ port }) => !ports.includes(port));
  const [first] = ports;
  if (first === undefined) return [];
  const asking = instances.find(({ instance: { record } }) =>
    targets.some(({ port }) => port === record.port) && asksEmitters(record)
  );
  if (lost.length === 0 && asking !== undefined) {
    // Whoever has set no port for them may well have none of these hooks.
    if (Object.values(hookPorts).every((value) => !value)) return [];
    const { port } = asking.instance.record;
    return [{
      check,
      state: "warning",
      message: `The server on port ${port} asks for its token, which Claude MPM's hooks cannot ` +
        "show: their events are refused",
      advice: `mpm-monitor stop --port ${port}, then mpm-monitor start without --require-token`,
    }];
  }
  if (lost.length === 0) {
    return [{ check, state: "ok", message: `Claude MPM's hooks reach port ${targets[0]?.port}` }];
  }
  return [{
    check,
    state: "warning",
    message: `Claude MPM's hooks started from here send to port ${
      [...new Set(lost.map(({ port }) => port))].join(" and ")
    }, where no server of yours runs`,
    advice: `export ${lost.map(({ name }) => `${name}=${first}`).join(" ")}`,
  }];
}
