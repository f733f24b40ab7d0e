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
  readonly degraded?: readonly string[];
  readonly connections: readonly { readonly kind: string; readonly address: string }[];
}

/** What a server says of itself on a busy machine: no matter of tests of other things. */
export const BUSY = /was busy for \d+ ms/;

/**
 * Asks `status --json` for all servers. One that is degraded by a busy machine alone is called
 * healthy here; any other trouble stays what it is.
 */
export async function serversOf(
  sandbox: Sandbox,
  options?: CliOptions,
): Promise<readonly ServerJson[]> {
  const { stdout, stderr } = await sandbox.run(["status", "--json"], options);
  try {
    const { servers }: { servers: readonly ServerJson[] } = JSON.parse(stdout);
    return servers.map((server) =>
      server.degraded?.every((text) => BUSY.test(text)) && server.state === "degraded"
        ? { ...server, state: "healthy" }
        : server
    );
  } catch (error) {
    throw new Error(`No JSON from status: ${stderr}`, { cause: error });
  }
}
