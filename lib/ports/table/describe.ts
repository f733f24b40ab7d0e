import { readProcessStarts } from "../process_start.ts";
import { lsofCwdArgs, parseLsofCwd } from "./lsof.ts";
import { parsePowerShell, powerShellArgs } from "./powershell.ts";
import { parseCmdline, parseProcStatuses } from "./proc_status.ts";
import { parsePs, psArgs } from "./ps.ts";
import { outputOf, type RunTool } from "./run_tool.ts";
import type { ProcessInfo } from "./types.ts";

/** How {@linkcode describeProcesses} reaches the system. */
export interface DescribeOptions {
  readonly os: typeof Deno.build.os;
  readonly run: RunTool;
}

type ByPid = Map<number, ProcessInfo>;
type Described = Omit<ProcessInfo, "start">;

/** Tells what some processes are. Those that have ended meanwhile are left out. */
export async function describeProcesses(
  pids: readonly number[],
  { os, run }: DescribeOptions,
): Promise<ByPid> {
  if (pids.length === 0) return new Map();
  const [described, starts] = await Promise.all([
    os === "windows"
      ? describeOnWindows(pids, run)
      : os === "linux"
      ? describeOnLinux(pids, run)
      : describeByPs(pids, run),
    readProcessStarts(pids, { os, run }),
  ]);
  return new Map(
    described.map((each) => [each.pid, { ...each, start: starts?.get(each.pid) ?? null }]),
  );
}

async function describeOnLinux(pids: readonly number[], run: RunTool): Promise<Described[]> {
  const statuses = parseProcStatuses(
    await outputOf(run, "cat", pids.map((pid) => `/proc/${pid}/status`)),
  );
  const users = await userNames([...statuses.values()].map(({ uid }) => uid), run);
  return await Promise.all(
    Array.from(statuses, async ([pid, { ppid, uid }]) => {
      const [cmdline, cwd] = await Promise.all([
        outputOf(run, "cat", [`/proc/${pid}/cmdline`]),
        outputOf(run, "readlink", [`/proc/${pid}/cwd`]),
      ]);
      return {
        pid,
        ppid,
        user: users.get(uid) ?? String(uid),
        own: uid === Deno.uid(),
        argv: parseCmdline(cmdline),
        cwd: cwd.replace(/\n$/, "") || null,
      };
    }),
  );
}

async function userNames(uids: readonly number[], run: RunTool): Promise<Map<number, string>> {
  const unique = [...new Set(uids)];
  const names = await Promise.all(
    unique.map(async (uid) =>
      [uid, (await outputOf(run, "id", ["-nu", String(uid)])).trim()] as const
    ),
  );
  return new Map(names.filter(([, name]) => name !== ""));
}

async function describeByPs(pids: readonly number[], run: RunTool): Promise<Described[]> {
  const [rows, folders] = await Promise.all([
    outputOf(run, "ps", psArgs(pids)).then(parsePs),
    outputOf(run, "lsof", lsofCwdArgs(pids)).then(parseLsofCwd),
  ]);
  return rows.map(({ pid, ppid, uid, user, argv }) => ({
    pid,
    ppid,
    user,
    own: uid === Deno.uid(),
    argv,
    cwd: folders.get(pid) ?? null,
  }));
}

async function describeOnWindows(pids: readonly number[], run: RunTool): Promise<Described[]> {
  const [rows, me] = await Promise.all([
    outputOf(run, "powershell", powerShellArgs(pids)).then(parsePowerShell),
    outputOf(run, "whoami", []),
  ]);
  return rows.map(({ pid, ppid, user, argv }) => ({
    pid,
    ppid,
    user,
    own: user === null ? null : user.toLowerCase() === me.trim().toLowerCase(),
    argv,
    cwd: null,
  }));
}
