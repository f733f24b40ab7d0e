import type { MetricsAnswer } from "../contract/http.ts";
import { type PortRange, portsOf } from "../ports/range.ts";
import { examineFolders, type FolderCheckup } from "./examine_folders.ts";
import { UserError } from "../user_error.ts";
import { isMetricsAnswer } from "../instance/answers/answer_schemas.ts";
import { readIfThere, systemReason } from "../instance/home/files.ts";
import { inspectInstances, type Inspection, type Instance } from "../instance/inspect.ts";
import { requestLocal } from "../instance/local_http.ts";
import { lastLines } from "../instance/home/log_file.ts";
import { crashPath, type Environment, logPath, type StatePaths } from "../instance/home/paths.ts";
import { examineHome, type HomeFacts } from "./examine_home.ts";
import { type PortSurvey, surveyPorts } from "../instance/survey.ts";

/** What a look at one instance found beside its health. */
export interface InstanceCheckup {
  readonly instance: Instance;
  /** Whether its dashboard's page is served; `null` when it has none. */
  readonly dashboard: boolean | null;
  /** When its log was last written to, in ms since 1970; `null` when there is none. */
  readonly logWritten: number | null;
  /** The last words of a crash. */
  readonly crash: readonly string[];
  /** What it measured; `null` where it does not tell. */
  readonly metrics: MetricsAnswer | null;
}

/** All that `doctor` looked at; what it means is decided by `findings.ts`. */
export interface Checkup {
  readonly paths: StatePaths;
  readonly range: PortRange;
  /** The state folder first, then all others that are written to. */
  readonly folders: readonly FolderCheckup[];
  /** The configuration file; `null` where there is none. */
  readonly config: { readonly text: string | null } | { readonly problem: string };
  /** Who its parts belong to. */
  readonly home: HomeFacts;
  readonly inspection: Inspection;
  readonly instances: readonly InstanceCheckup[];
  readonly survey: PortSurvey;
  /** Where the environment sends Claude MPM's events; `undefined` when it does not say. */
  readonly hookPorts: Readonly<Record<string, string | undefined>>;
}

/** Variables by which Claude MPM's hooks choose their port. */
const HOOK_VARIABLES = ["CLAUDE_MPM_SERVER_PORT", "CLAUDE_MPM_SOCKETIO_PORT"] as const;

/** Looks at the whole set-up. Changes nothing, except for one file that is removed at once. */
export async function examine(
  paths: StatePaths,
  range: PortRange,
  env: Environment,
): Promise<Checkup> {
  const [config, inspection] = await Promise.all([
    readConfigText(paths.config),
    inspectInstances(paths).catch((error): Inspection => {
      // A folder that cannot even be read is one of the findings.
      if (error instanceof UserError) return { instances: [], unusable: [] };
      throw error;
    }),
  ]);
  const ports = [...portsOf(range), ...inspection.unusable.map(({ port }) => port)];
  const [folders, survey, ...instances] = await Promise.all([
    examineFolders(paths, namedStores(env, config, inspection.instances)),
    surveyPorts([...new Set(ports)], inspection.instances),
    ...inspection.instances.map((instance) => examineInstance(paths, instance)),
  ]);
  return {
    paths,
    range,
    folders,
    config,
    home: examineHome(paths),
    inspection,
    instances,
    survey,
    hookPorts: Object.fromEntries(HOOK_VARIABLES.map((name) => [name, env(name)])),
  };
}

/** Stores that the settings name, beside those of running servers. */
function namedStores(
  env: Environment,
  config: Checkup["config"],
  instances: readonly Instance[],
): string[] {
  const kept = "text" in config
    ? /"store"\s*:\s*("[^"]+")/.exec(config.text ?? "")?.[1]
    : undefined;
  const given = env("MPM_MONITOR_STORE") || (kept === undefined ? "" : textOf(kept));
  return [...given ? [given] : [], ...instances.map(({ record }) => record.store)];
}

function textOf(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}

async function readConfigText(path: string): Promise<Checkup["config"]> {
  try {
    return { text: await readIfThere(path) };
  } catch (error) {
    return { problem: systemReason(error) ?? (error instanceof Error ? error.message : "?") };
  }
}

async function examineInstance(paths: StatePaths, instance: Instance): Promise<InstanceCheckup> {
  const { record } = instance;
  const [dashboard, logWritten, crash, metrics] = await Promise.all([
    record.dashboard_port === null ? null : servesPage(record.host, record.dashboard_port),
    lastWritten(logPath(paths, record.port)),
    crashLines(paths, record.port),
    instance.health === null ? null : readMetrics(record),
  ]);
  return { instance, dashboard, logWritten, crash, metrics };
}

/** A file that is not ours says nothing. */
function crashLines(paths: StatePaths, port: number): readonly string[] {
  try {
    return lastLines(crashPath(paths, port), 5);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

async function readMetrics(
  { host, port, token }: Instance["record"],
): Promise<MetricsAnswer | null> {
  const answer = await requestLocal({ host, port, token, path: "/api/metrics", timeout: 1_500 });
  return answer.kind === "answer" && isMetricsAnswer(answer.body) ? answer.body : null;
}

async function servesPage(host: string, port: number): Promise<boolean> {
  const answer = await requestLocal({ host, port, path: "/", timeout: 1_500 });
  return answer.kind === "answer" && answer.status === 200;
}

async function lastWritten(path: string): Promise<number | null> {
  try {
    return (await Deno.stat(path)).mtime?.getTime() ?? null;
  } catch {
    return null;
  }
}
