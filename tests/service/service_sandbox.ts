import { join } from "@std/path/join";
import { type CliOptions, type CliResult, makeSandbox, type Sandbox } from "../support/cli.ts";
import { serversOf } from "../cli/status_json.ts";
import { until } from "../support/until.ts";

/** A sandbox with a stand-in for the person's own systemd. */
export interface ServiceSandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Runs one command of mpm-monitor. */
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Runs the stand-in; `login` does what a login does. */
  systemctl(...args: string[]): Promise<CliResult>;
  /** What the process of the service writes down about its work. */
  state(): Promise<Record<string, unknown>>;
  /** What the service has printed, and what the stand-in did. */
  journal(): Promise<string>;
  /** Waits for something of {@linkcode state}. */
  untilState(what: string, is: (state: Record<string, unknown>) => boolean): Promise<unknown>;
  readonly unit: string;
}

/**
 * Makes one; nothing is installed yet.
 *
 * @param options `copyOf`: a binary, of which commands run a copy of their own
 */
export async function makeServiceSandbox(
  { copyOf }: { readonly copyOf?: string | undefined } = {},
): Promise<ServiceSandbox> {
  const own = copyOf === undefined ? null : await Deno.makeTempDir({ prefix: "mpm-monitor-own-" });
  const binary = own === null ? {} : { binary: join(own, "mpm-monitor") };
  if (own !== null) await Deno.copyFile(copyOf ?? "", join(own, "mpm-monitor"));
  const sandbox = await makeSandbox(binary);
  const standIn = join(sandbox.folder, "stand-in");
  const bin = join(sandbox.folder, "bin");
  for (const folder of [standIn, bin]) await Deno.mkdir(folder);
  const script = join(bin, "systemctl");
  await Deno.copyFile(new URL("./systemctl.sh", import.meta.url), script);
  await Deno.chmod(script, 0o755);
  const env = { PATH: `${bin}:${Deno.env.get("PATH")}`, STAND_IN: standIn };
  const state = async (): Promise<Record<string, unknown>> =>
    JSON.parse(await Deno.readTextFile(join(sandbox.home, "service_state.json")));

  async function systemctl(...args: string[]): Promise<CliResult> {
    const { code, stdout, stderr } = await new Deno.Command(script, {
      args,
      env: { ...sandbox.env, ...env },
      clearEnv: true,
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  return {
    sandbox,
    unit: join(sandbox.folder, ".config", "systemd", "user"),
    run: (args, options = {}) => sandbox.run(args, { ...options, env: { ...env, ...options.env } }),
    systemctl,
    state,
    journal: () => Deno.readTextFile(join(standIn, "journal")).catch(() => ""),
    untilState: (what, is) => until(what, async () => is(await state())),
    async [Symbol.asyncDispose]() {
      const main = await Deno.readTextFile(join(standIn, "main")).catch(() => null);
      if (main !== null) await systemctl("stop");
      await sandbox[Symbol.asyncDispose]();
      if (own !== null) await Deno.remove(own, { recursive: true });
    },
  };
}

/** The only server, once it answers and is another one than before. */
export function serverOtherThan({ sandbox }: ServiceSandbox, pid?: unknown) {
  return until("the server", async () => {
    const [server] = await serversOf(sandbox);
    return ["healthy", "degraded"].includes(`${server?.state}`) && server?.pid !== pid
      ? server
      : null;
  });
}

/** Waits for what the stand-in says of the unit: `inactive`, `failed`. */
export async function untilUnitIs({ systemctl }: ServiceSandbox, state: string): Promise<void> {
  await until(
    `the unit to be ${state}`,
    async () => (await systemctl("is-active")).stdout === `${state}\n`,
  );
}

/** The name that the unit of this sandbox has. */
export async function unitOf({ run }: ServiceSandbox): Promise<string> {
  const { stdout } = await run(["service", "status", "--json"]);
  return JSON.parse(stdout).service.split(" ").at(-1);
}
