import type { HealthAnswer } from "../contract/http.ts";
import { probeHealth } from "./health.ts";
import { DEFAULT_HOST, localAddresses } from "./home/host.ts";
import type { Instance } from "./inspect.ts";

/** A server of ours that answers, but that no usable record of this state folder names. */
export interface Unrecorded {
  readonly port: number;
  readonly answer: HealthAnswer;
}

/** How {@linkcode findUnrecorded} reaches the world. */
export interface FindOptions {
  readonly isTaken?: (port: number) => Promise<boolean>;
  readonly probe?: typeof probeHealth;
}

/** Milliseconds that whoever listens has to say whether it is one of ours. */
const TIMEOUT = 400;

/**
 * Asks the ports that no recorded instance has who answers there. It reads no process table, so that
 * it is quick where nobody does.
 *
 * @param ports to look at
 * @param instances that are recorded
 */
export async function findUnrecorded(
  ports: readonly number[],
  instances: readonly Instance[],
  options: FindOptions = {},
): Promise<Unrecorded[]> {
  const {
    isTaken = answers,
    probe = probeHealth,
  } = options;
  const live = instances.filter(({ state }) => state !== "stale");
  const known = live.flatMap(({ record }) => [record.port, record.dashboard_port]);
  const found = await Promise.all(
    [...new Set(ports)].filter((port) => !known.includes(port)).map(async (port) => {
      if (!await isTaken(port)) return [];
      const health = await probe(DEFAULT_HOST, port, { timeout: TIMEOUT });
      // On its dashboard's port a server tells its own port.
      return health.kind === "healthy" && health.answer.port === port
        ? [{ port, answer: health.answer }]
        : [];
    }),
  );
  return found.flat();
}

/** One plain try for each port: there are many of them, and hardly anybody is there. */
async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: localAddresses(DEFAULT_HOST)[0], port })).close();
    return true;
  } catch {
    return false;
  }
}
