import { allocate } from "../ports/allocate.ts";
import { bindPort, type BoundPort, LOOPBACK, PortTakenError } from "../server/bind.ts";
import { UserError } from "../user_error.ts";
import { systemCode } from "../instance/home/files.ts";
import { DEFAULT_HOST } from "../instance/home/host.ts";
import type { LaunchHooks, PortRole, ServePlan } from "../instance/launch/launch_order.ts";

/** The ports of one instance, held by this process. */
export interface BoundPorts {
  readonly main: BoundPort;
  readonly dashboard: BoundPort | null;
}

/** What a plan says about ports. */
type PortPlan = Pick<ServePlan, "ports" | "dashboardPorts" | "dashboardOptional" | "options">;

/**
 * Takes the ports of an instance, both or none.
 *
 * @throws {UserError} when they cannot be had
 */
export async function bindPorts(
  { ports, dashboardPorts, dashboardOptional, options: { host } }: PortPlan,
  onTaken: LaunchHooks["onTaken"],
): Promise<BoundPorts> {
  const main = await bindFirst(ports, "server", { host, onTaken });
  if (main === null) throw portsTaken(ports);
  try {
    const others = dashboardPorts.filter((port) => port !== main.port);
    const dashboard = await bindFirst(others, "dashboard", { host, onTaken });
    if (dashboard === null && !dashboardOptional) throw portsTaken(others);
    return { main, dashboard };
  } catch (error) {
    await main.close();
    throw error;
  }
}

function bindFirst(
  candidates: readonly number[],
  role: PortRole,
  { host, onTaken }: { host: string; onTaken: LaunchHooks["onTaken"] },
): Promise<BoundPort | null> {
  return allocate(candidates, {
    bind: (port) => bindOrExplain(port, host),
    isTaken: (error) => error instanceof PortTakenError,
    onTaken: (port) => onTaken(role, port),
  });
}

async function bindOrExplain(port: number, host: string): Promise<BoundPort> {
  try {
    return await bindPort(port, host === DEFAULT_HOST ? LOOPBACK : [host]);
  } catch (error) {
    if (error instanceof PortTakenError) throw error;
    const denied = systemCode(error) === "EACCES" || error instanceof Deno.errors.PermissionDenied;
    const detail = error instanceof Error ? error.message : String(error);
    throw new UserError("Failed to start monitoring server", {
      code: denied ? "permissionDenied" : "failed",
      reason: denied ? `Permission denied on port ${port}` : detail,
      hint: denied
        ? "Try a port > 1024 or run with appropriate permissions"
        : "Check --host: it has to be an address of this machine",
      cause: error,
    });
  }
}

function portsTaken(ports: readonly number[]): UserError {
  const [first] = ports;
  return new UserError(
    ports.length === 1
      ? `Port ${first} is already in use by another process`
      : `No port free in ${first}-${ports.at(-1)}`,
    { code: "portInUse", hint: "Use --port to specify a different port or --force to reclaim" },
  );
}
