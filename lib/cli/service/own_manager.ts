import { chooseManager } from "../../service/manager/choose_manager.ts";
import type { ServiceManager } from "../../service/manager/manager.ts";

/** The service manager of this machine, for the state folder of this run. */
export function ownManager(): Promise<ServiceManager> {
  return chooseManager({ os: Deno.build.os, env: (name) => Deno.env.get(name), uid: Deno.uid() });
}
