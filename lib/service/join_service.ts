import { delay } from "@std/async/delay";
import type { StatePaths } from "../instance/home/paths.ts";
import { UserError } from "../user_error.ts";
import type { ServiceManager } from "./manager/manager.ts";
import { readService, type ServiceFacts } from "./read_service.ts";

/** ms that the process of a service may take to come, or to go. */
const PATIENCE = 5_000;
/** A manager that has not noticed yet that a service has ended does not start it. */
const TRIES = 3;

/**
 * Has an installed service look after a server that somebody has just started, where it does not do
 * its work at this moment, as behind a stop.
 *
 * @param manager is asked for only where it is needed
 * @returns what a person should know; `null` where there is nothing to say
 */
export async function joinService(
  paths: StatePaths,
  manager: () => Promise<ServiceManager>,
): Promise<string | null> {
  const service = await readService(paths);
  if (service === null || !service.installed || isAtWork(service)) return null;
  await waitFor(paths, ({ alive }) => !alive);
  try {
    const own = await manager();
    for (let tries = 0; tries < TRIES; tries++) {
      await own.start();
      if (await waitFor(paths, isAtWork)) return "The service looks after it again";
    }
    return "The service does not look after it. See 'mpm-monitor service status'";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.reason ?? error.message;
    return `The service does not look after it: ${why}. See 'mpm-monitor service status'`;
  }
}

/** One that has decided to end does no more work, even if its process is still there. */
function isAtWork({ alive, state }: ServiceFacts): boolean {
  return alive && (state?.phase === "watching" || state?.phase === "starting");
}

async function waitFor(
  paths: StatePaths,
  isReached: (facts: ServiceFacts) => boolean,
): Promise<boolean> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const facts = await readService(paths);
    if (facts !== null && isReached(facts)) return true;
    if (performance.now() > deadline) return false;
    await delay(100);
  }
}
