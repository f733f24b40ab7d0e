import { makeTempHome } from "../support/home.ts";
import { REPOSITORY } from "../support/shared.ts";
import { type FileServer, serveFiles } from "./file_server.ts";
import { HERE, servedPaths, standInRelease } from "./stand_in.ts";

/** A shell, and the tools that the installer finds beside it. */
export interface Tools {
  /** As the name of a test says it. */
  readonly name: string;
  /** The command that runs a script. */
  readonly shell: readonly string[];
  /** The program behind each name on the PATH. */
  readonly programs: Readonly<Record<string, string>>;
}

/** What the installer needs of any system; more may be left out or replaced by a test. */
const NEEDED = [
  ..."cat chmod curl cut dirname getconf gzip id ldd mkdir mktemp mv rm rmdir sed sha256sum".split(
    " ",
  ),
  ..."tail tar uname xz sh".split(" "),
];

/** The system's own tools, and those of busybox. */
export const ALL_TOOLS: readonly Tools[] = [
  { name: "dash", shell: ["/bin/dash"], programs: ownPrograms(NEEDED) },
  { name: "bash", shell: ["/bin/bash", "--posix"], programs: ownPrograms(NEEDED) },
  {
    name: "busybox",
    shell: ["/bin/busybox", "sh"],
    programs: Object.fromEntries(
      [...NEEDED.filter((name) => !["curl", "getconf", "ldd"].includes(name)), "wget"]
        .map((name) => [name, "/bin/busybox"]),
    ),
  },
];

/** Finds programs where Debian has them. */
export function ownPrograms(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => {
    const path = ["/usr/bin", "/bin"].map((folder) => `${folder}/${name}`).find(exists);
    if (path === undefined) throw new Error(`There is no ${name} on this machine`);
    return [name, path];
  }));
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** What the installer said, and how it ended. */
export interface InstallResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How one run of the installer differs from the plain one. */
export interface InstallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Names on the PATH: another program, a script's text, or nothing at all. */
  readonly tools?: Readonly<Record<string, string | null>>;
  /** Folders that the PATH begins with. */
  readonly before?: string;
  /** A command that runs the shell, which follows it as arguments. */
  readonly under?: readonly string[];
  /** In place of the installer's own text. */
  readonly script?: string;
}

/** An empty home, a PATH with nothing but the tools, and a server with the releases 1.2.3 and 1.2.2. */
export interface InstallSandbox extends AsyncDisposable {
  readonly home: string;
  readonly server: FileServer;
  /** Where the program is installed to. */
  readonly program: string;
  readonly archive: string;
  install(options?: InstallOptions): Promise<InstallResult>;
  /** The version of the installed program; `null` where there is none. */
  version(): Promise<string | null>;
  /** All files and folders below the home folder. */
  list(): Promise<string[]>;
}

/** Makes an {@linkcode InstallSandbox} for one set of tools. */
export async function makeInstallSandbox(tools: Tools): Promise<InstallSandbox> {
  const temp = await makeTempHome();
  const home = `${temp.path}/home`;
  await Deno.mkdir(home);
  const [older, newer] = await Promise.all([standInRelease("1.2.2"), standInRelease("1.2.3")]);
  const server = serveFiles([
    ...servedPaths(older, ["download/v1.2.2"]),
    ...servedPaths(newer, ["download/v1.2.3", "latest/download"]),
  ]);
  const program = `${home}/.local/bin/mpm-monitor`;
  let runs = 0;

  async function install(options: InstallOptions = {}): Promise<InstallResult> {
    const bin = `${temp.path}/bin-${runs++}`;
    await Deno.mkdir(bin);
    for (const [name, content] of Object.entries({ ...tools.programs, ...options.tools })) {
      if (content === null) continue;
      if (content.startsWith("/")) await Deno.symlink(content, `${bin}/${name}`);
      else await Deno.writeTextFile(`${bin}/${name}`, content, { mode: 0o755 });
    }
    const script = `${temp.path}/install.sh`;
    const text = options.script ??
      await Deno.readTextFile(`${REPOSITORY}/scripts/install/install.sh`);
    await Deno.writeTextFile(script, text);
    const [command = "", ...args] = [...options.under ?? [], ...tools.shell, script];
    const path = options.before === undefined ? bin : `${options.before}:${bin}`;
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args: [...args, ...options.args ?? []],
      cwd: home,
      clearEnv: true,
      env: { HOME: home, PATH: path, MPM_MONITOR_BASE_URL: server.url, ...options.env },
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  return {
    home,
    server,
    program,
    archive: `/latest/download/mpm-monitor-${HERE}.tar.xz`,
    install,
    async version() {
      try {
        const { stdout } = await new Deno.Command(program, { args: ["--version"] }).output();
        return new TextDecoder().decode(stdout).trim().replace("mpm-monitor ", "");
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return null;
        throw error;
      }
    },
    list: () => listBelow(home),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

async function listBelow(folder: string, root = folder): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    found.push(`${folder}/${name}`.slice(root.length + 1));
    if (isDirectory) found.push(...await listBelow(`${folder}/${name}`, root));
  }
  return found.sort();
}
