import { openRevokedSessions } from "./revoked_sessions.ts";
import { openSeenProcesses } from "./open_seen_processes.ts";
import { dirname } from "@std/path/dirname";
import { type MonitorServer, startMonitorServer } from "../server/monitor_server.ts";
import { DesktopNotices, readTargets, type Waiting, Webhook } from "../notify/mod.ts";
import { claudeFolder } from "../session_sources/claude_folder.ts";
import { OwnFiles } from "../session_sources/own_files.ts";
import type { SeenProcesses } from "../session_sources/seen_processes.ts";
import { openSqliteStore } from "../store/sqlite/sqlite_store.ts";
import { DEFAULT_RETENTION, type Retention } from "../store/sqlite/file/retention.ts";
import type { Store } from "../store/store.ts";
import { prepareSpool } from "../spool/prepare_spool.ts";
import { PrivateSpoolFolder } from "../spool/spool_folder.ts";
import { watchFolder } from "../spool/watch_folder.ts";
import { UserError } from "../user_error.ts";
import { VERSION } from "../version.ts";
import { bindPorts } from "./bind_ports.ts";
import {
  ensureFolder,
  ensurePrivateFolder,
  readIfThere,
  writeFileAtomically,
} from "../instance/home/files.ts";
import { gitRoot } from "./git_root.ts";
import { lookForGit } from "./look_for_git.ts";
import { isAnyAddress } from "../instance/home/host.ts";
import type { LaunchHooks, ServeFacts, ServePlan } from "../instance/launch/launch_order.ts";
import { listInstances } from "../instance/list_instances.ts";
import { LogFile } from "../instance/home/log_file.ts";
import { logPath, type StatePaths, statePaths, storePath } from "../instance/home/paths.ts";
import { readProcessStarts } from "../ports/process_start.ts";
import type { StartOptions } from "../config/settings.ts";
import { type InstanceRecord, RECORD_VERSION } from "../instance/home/record.ts";
import { removeRecord, writeRecord } from "../instance/home/records.ts";
import { badEndText } from "../instance/bad_end_text.ts";
import {
  endRunNote,
  noteLastWords,
  readBadEnd,
  type RunNote,
  writeRunNote,
} from "../instance/run_note.ts";
import { rehearse } from "./rehearse.ts";
import { formatHost } from "../address.ts";
import { reportConfiguration } from "./report_configuration.ts";

/** Why a server ends. */
export type StopReason = "stop" | "restart";

/** What {@linkcode serve} asks of whoever started it. */
export interface ServeHooks extends LaunchHooks {
  /** Sees each line of the log as well. */
  readonly onLog?: (line: string) => void;
}

/** A running instance. */
export interface RunningInstance {
  readonly facts: ServeFacts;
  readonly log: (line: string) => void;
  /** Writes down an error that nobody caught, also as the last words of this run. */
  readonly complain: (words: string) => void;
  /** Resolves when somebody with the secret asks the server to end. */
  readonly stopRequested: Promise<StopReason>;
  /** Ends gracefully: clients notified, store flushed, record removed. */
  close(reason: StopReason): Promise<void>;
}

/**
 * Runs one instance in this process: takes its ports, opens its store, answers, and writes its
 * record.
 *
 * @throws {UserError} when it cannot; then nothing is left behind
 */
export async function serve(plan: ServePlan, hooks: ServeHooks): Promise<RunningInstance> {
  await using undo = new AsyncDisposableStack();
  const paths = statePaths((name) => name === "MPM_MONITOR_HOME" ? plan.home : undefined);
  const starts = readProcessStarts([Deno.pid]);
  const { main, dashboard } = await bindPorts(plan, {
    onTaken: hooks.onTaken,
    onReady: async (port) => {
      if (plan.predecessor !== undefined) await rehearse(plan, paths, port);
      await hooks.onBound(port);
    },
  });
  undo.defer(() => main.close());
  undo.defer(() => dashboard?.close());

  const log = undo.adopt(openLog(paths, main.port), (file) => file.close());
  const tell = (line: string) => {
    log.write(line);
    hooks.onLog?.(line);
  };
  const badEnd = readBadEnd(paths, main.port);
  const storeFile = plan.options.store ?? storePath(paths, main.port);
  // A place of the person's own choice may be anybody's: there the files alone are looked at.
  if (plan.options.store === undefined) await ensurePrivateFolder(paths.stores);
  else await ensureFolder(dirname(storeFile));
  const store = await openSqliteStore({
    path: storeFile,
    notice: tell,
    retention: retentionOf(plan.options),
    redacts: plan.options.redact,
  });
  undo.defer(() => store.close());

  const notices = badEnd === null ? [] : [badEndText(badEnd)];
  notices.forEach(tell);
  store.onTrouble((_about, text) => text !== null && notices.push(text))();

  const startedAt = Date.now();
  const record: InstanceRecord = {
    schema_version: RECORD_VERSION,
    phase: "running",
    pid: Deno.pid,
    process_start: (await starts)?.get(Deno.pid) ?? "unknown:",
    port: main.port,
    dashboard_port: dashboard?.port ?? null,
    host: plan.options.host,
    mode: plan.mode,
    version: VERSION,
    executable: Deno.execPath(),
    instance: plan.instance,
    started_at: startedAt,
    secret: plan.secret,
    token: plan.token,
    store: storeFile,
    options: plan.options,
  };
  await writeRecord(paths, { ...record, phase: "starting" });
  undo.defer(() => removeRecord(paths, record));

  const spool = await prepareSpool(paths, main.port);
  const person = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  const look = await lookForGit();
  const stopRequested = Promise.withResolvers<StopReason>();
  const server = startMonitorServer({
    main,
    dashboard,
    store,
    instance: plan.instance,
    secret: plan.secret,
    version: VERSION,
    startedAt,
    badEnd,
    files: plan.files,
    onStopRequested: stopRequested.resolve,
    instances: () => listInstances(paths),
    redact: plan.options.redact,
    gitRoot: (folder) => gitRoot(folder, person, look),
    configuration: reportConfiguration(record),
    onWaiting: notifierOf(plan.options, tell),
    sessionSources: sessionSources(await openSeenProcesses(`${storeFile}.processes`, tell)),
    snapshot: {
      read: () => readIfThere(`${storeFile}.state`),
      write: (text) => writeFileAtomically(`${storeFile}.state`, text),
    },
    log: tell,
    revokedSessions: await openRevokedSessions(`${storeFile}.sessions`, Date.now, tell),
    access: { token: plan.token, requireToken: plan.options.token === "always" },
    names: ownNames(plan.options),
    spool: {
      folder: new PrivateSpoolFolder(spool),
      watch: (onChange) => watchFolder(spool, { onChange, log: tell }),
      readStarts: readProcessStarts,
    },
  });
  undo.defer(async () => void await server.close("stop"));
  await writeRecord(paths, record);
  await writeFileAtomically(paths.lastOptions, JSON.stringify(lastOptions(record), null, 2) + "\n");
  const { instance } = plan;
  const note: RunNote = {
    schema_version: 1,
    instance,
    pid: Deno.pid,
    started_at: startedAt,
    store: storeFile,
  };
  await writeRunNote(paths, main.port, note);
  tell(`Started version ${VERSION} on port ${main.port} with process ${Deno.pid}`);
  undo.move();

  return {
    facts: { ...factsOf(record), notices },
    log: tell,
    complain(words) {
      noteLastWords(paths, main.port, note, words);
      tell(words);
    },
    stopRequested: stopRequested.promise,
    close: (reason) => end({ server, store, record, paths, log, tell, reason }),
  };
}

/** Claude Code's own folder of this user, where there is one. */
function sessionSources(seen: SeenProcesses) {
  const folder = claudeFolder((name) => Deno.env.get(name));
  if (folder === null) return undefined;
  return { files: new OwnFiles({ folder, uid: Deno.uid() }), starts: readProcessStarts, seen };
}

function notifierOf(
  { notify }: StartOptions,
  log: (line: string) => void,
): ((waiting: Waiting) => void) | undefined {
  if (notify === undefined) return undefined;
  const { desktop, url } = readTargets(notify);
  const secret = Deno.env.get(NOTIFY_SECRET_VARIABLE);
  const receivers = [
    ...desktop ? [new DesktopNotices({ log })] : [],
    ...url === null ? [] : [new Webhook({ url, secret, log })],
  ];
  return (waiting) => receivers.forEach((receiver) => receiver.send(waiting));
}

/** Name of the variable that signs notifications; kept out of arguments, records and logs. */
const NOTIFY_SECRET_VARIABLE = "MPM_MONITOR_NOTIFY_SECRET";

interface Ending {
  readonly server: MonitorServer;
  readonly store: Store;
  readonly record: InstanceRecord;
  readonly paths: StatePaths;
  readonly log: LogFile;
  readonly tell: (line: string) => void;
  readonly reason: StopReason;
}

async function end({ server, store, record, paths, log, tell, reason }: Ending): Promise<void> {
  // A record that cannot be written must not keep the server from ending.
  await writeRecord(paths, { ...record, phase: "stopping" }).catch((error) => tell(String(error)));
  const { clients } = await server.close(reason);
  await store.close();
  await removeRecord(paths, record).catch((error) => tell(String(error)));
  await endRunNote(paths, record.port, record.instance, Date.now(), reason).catch((error) =>
    tell(String(error))
  );
  tell(`Ended by ${reason} with ${clients} clients connected`);
  log.close();
}

function openLog(paths: StatePaths, port: number): LogFile {
  try {
    return new LogFile(logPath(paths, port));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot write the log ${logPath(paths, port)}`, {
      code: error instanceof Deno.errors.PermissionDenied ? "permissionDenied" : "failed",
      reason: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

function retentionOf({ keep_days, keep_bytes }: StartOptions): Retention {
  const { maxAgeMs, maxBytes } = DEFAULT_RETENTION;
  return {
    maxAgeMs: keep_days === undefined ? maxAgeMs : keep_days * 24 * 60 * 60 * 1000,
    maxBytes: keep_bytes ?? maxBytes,
  };
}

function lastOptions(record: InstanceRecord): InstanceRecord["options"] {
  return { ...record.options, port: record.port };
}

/** By what names this server may be called beside the loopback ones. */
function ownNames({ host, allow_hosts = [], allow_origins = [] }: StartOptions) {
  const anyAddress = isAnyAddress(host);
  const own = anyAddress ? Deno.hostname() : formatHost(host);
  return {
    hosts: [own, ...allow_hosts].map((name) => name.toLowerCase()),
    anyAddress,
    origins: allow_origins,
  };
}

function factsOf({ secret: _secret, token: _token, ...facts }: InstanceRecord): ServeFacts {
  return facts;
}
