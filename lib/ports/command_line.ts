import { basename } from "@std/path/basename";
import { normalize } from "@std/path/normalize";

/** What an interpreter was told to run. */
export type Program =
  | { readonly kind: "file"; readonly path: string; readonly args: readonly string[] }
  | { readonly kind: "module"; readonly name: string; readonly args: readonly string[] };

/** How an interpreter's own options are skipped. */
interface Interpreter {
  /** Options whose value is the next argument. */
  readonly valued: readonly string[];
  /** Options that bring the program's text along, so that no file is run. */
  readonly inline: RegExp;
  /** Option that names a module, maybe joined with flags before it and the name after it. */
  readonly module?: RegExp;
  /** Words between the interpreter and its file, such as `run`. */
  readonly verbs?: readonly string[];
}

const NODE: Interpreter = {
  valued: ["-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--env-file"],
  inline: /^-[a-z]*[ep]$|^--(eval|print)\b/,
};

const INTERPRETERS: readonly (readonly [RegExp, Interpreter])[] = [
  [/^(python|pypy)[\d.]*$/, {
    valued: ["-W", "-X", "--check-hash-based-pycs"],
    inline: /^-[bBdEhiIOPqsSuvVx]*c/,
    module: /^-[bBdEhiIOPqsSuvVx]*m/,
  }],
  [/^(node|nodejs|tsx|ts-node)$/, NODE],
  [/^deno$/, {
    valued: ["-c", "--config", "--import-map", "--env-file", "--cert"],
    inline: /^eval$/,
    verbs: ["run", "serve"],
  }],
  [/^bun$/, { ...NODE, verbs: ["run"] }],
  [/^(sh|bash|zsh|dash|ash|ksh|fish)$/, {
    valued: ["-o", "-O", "--rcfile", "--init-file"],
    inline: /^-[A-Za-z]*c/,
  }],
  [/^ruby[\d.]*$/, { valued: ["-I", "-r", "-C"], inline: /^-[a-z]*e/ }],
  [/^perl[\d.]*$/, { valued: ["-I"], inline: /^-[a-zA-Z0]*[eE]/ }],
  [/^php[\d.]*$/, { valued: ["-d", "-c"], inline: /^-r/ }],
];

/** Programs that only run another one, with their options that take a value. */
const WRAPPERS: Readonly<
  Record<
    string,
    { readonly valued: readonly string[]; readonly skip: number; readonly verb?: string }
  >
> = {
  env: { valued: ["-u", "--unset", "-C", "--chdir"], skip: 0 },
  nohup: { valued: [], skip: 0 },
  setsid: { valued: [], skip: 0 },
  time: { valued: ["-f", "-o"], skip: 0 },
  nice: { valued: ["-n", "--adjustment"], skip: 0 },
  ionice: { valued: ["-c", "-n", "-p"], skip: 0 },
  stdbuf: { valued: ["-i", "-o", "-e"], skip: 0 },
  timeout: { valued: ["-k", "-s", "--kill-after", "--signal"], skip: 1 },
  caffeinate: { valued: ["-t", "-w"], skip: 0 },
  uv: {
    valued: [
      "-p",
      "--python",
      "--with",
      "--project",
      "--directory",
      "--env-file",
      "--extra",
      "--group",
    ],
    skip: 0,
    verb: "run",
  },
  poetry: { valued: ["-C", "--directory", "-P", "--project"], skip: 0, verb: "run" },
  pipenv: { valued: [], skip: 0, verb: "run" },
  pdm: { valued: ["-p", "--project"], skip: 0, verb: "run" },
  hatch: { valued: ["-e", "--env"], skip: 0, verb: "run" },
  rye: { valued: [], skip: 0, verb: "run" },
};

/** Files that their name tells to be scripts. */
const SCRIPT = /\.(py|pyw|[cm]?[jt]s|sh|bash|zsh|rb|pl|php)$/;

/**
 * Tells which file or module an interpreter runs, looking through wrappers and skipping options.
 *
 * @returns `null` when it is no interpreter, or one that runs no file
 */
export function programOf(argv: readonly string[]): Program | null {
  const [first, ...rest] = argv;
  if (first === undefined) return null;
  const name = programName(first);
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (wrapper !== undefined) return wrappedProgram(rest, wrapper);
  const interpreter = INTERPRETERS.find(([pattern]) => pattern.test(name))?.[1];
  return interpreter === undefined ? null : interpretedProgram(rest, interpreter);
}

function wrappedProgram(
  args: readonly string[],
  { valued, skip, verb }: typeof WRAPPERS[string],
): Program | null {
  let at = skipOptions(args, 0, valued);
  if (verb !== undefined) {
    if (args[at] !== verb) return null;
    at++;
    if (args[at] === "-m" || args[at] === "--module") return moduleAt(args, at + 1);
    at = skipOptions(args, at, valued);
  }
  while (/^\w+=/.test(args[at] ?? "")) at++;
  at += skip;
  const path = args[at];
  if (path === undefined) return null;
  if (SCRIPT.test(path)) return { kind: "file", path, args: args.slice(at + 1) };
  return programOf(args.slice(at));
}

function interpretedProgram(
  args: readonly string[],
  { valued, inline, module, verbs = [] }: Interpreter,
): Program | null {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [before] = module?.exec(arg) ?? [];
    if (before !== undefined) {
      const name = arg.slice(before.length);
      return name === ""
        ? moduleAt(args, at + 1)
        : { kind: "module", name, args: args.slice(at + 1) };
    }
    if (inline.test(arg) || arg === "-") return null;
    if (valued.includes(arg)) at++;
    else if (!arg.startsWith("-") && !verbs.includes(arg)) {
      return { kind: "file", path: arg, args: args.slice(at + 1) };
    }
  }
  return null;
}

function moduleAt(args: readonly string[], at: number): Program | null {
  const name = args[at];
  return name === undefined ? null : { kind: "module", name, args: args.slice(at + 1) };
}

function skipOptions(args: readonly string[], from: number, valued: readonly string[]): number {
  let at = from;
  while (args[at]?.startsWith("-") === true) at += valued.includes(args[at] ?? "") ? 2 : 1;
  return at;
}

/** `/usr/bin/Python3.exe` is `python3`. */
function programName(path: string): string {
  return basename(path.replaceAll("\\", "/")).toLowerCase().replace(/\.exe$/, "").replace(/^-/, "");
}

/** The folders and the file of a path, seen from a working directory; `null` when that is unknown. */
export function segmentsOf(given: string, cwd: string | null): string[] | null {
  const path = given.replaceAll("\\", "/");
  const absolute = /^(\/|[A-Za-z]:\/)/.test(path);
  if (!absolute && cwd === null) return null;
  const whole = absolute ? path : `${cwd?.replaceAll("\\", "/")}/${path}`;
  return normalize(whole).replaceAll("\\", "/").split("/").filter((segment) => segment !== "");
}
