import type { HealthAnswer } from "../contract/http.ts";
import type { ProcessClass } from "../ports/classify.ts";
import { classOfHolder, type HolderClass } from "../ports/holder_class.ts";
import { holdersOf, type PortHolder } from "../ports/holders.ts";
import { realClass } from "../ports/real_class.ts";
import { readPortTable } from "../ports/table/read_port_table.ts";
import type { PortTable, ProcessInfo } from "../ports/table/types.ts";
import { probeHealth } from "./health.ts";
import { DEFAULT_HOST } from "./home/host.ts";
import type { Instance } from "./inspect.ts";

/** A used port: who holds it and what that is to us. */
export interface UsedPort {
  readonly holder: PortHolder;
  readonly holderClass: HolderClass;
  /** The instance whose port this is, for `monitor` and `dashboard`. */
  readonly instance: Instance | null;
  /** What a server of ours answers there. */
  readonly answer: HealthAnswer | null;
}

/** All used ports among those looked at. */
export interface PortSurvey {
  readonly used: ReadonlyMap<number, UsedPort>;
  /** Why it may be incomplete; empty when all went well. */
  readonly problems: readonly string[];
}

/** How {@linkcode surveyPorts} reaches the world. */
export interface SurveyOptions {
  readonly readTable?: (ports: readonly number[]) => Promise<PortTable>;
  readonly probe?: typeof probeHealth;
}

/** Milliseconds that a stranger has to say whether it is one of ours. */
const STRANGER_TIMEOUT = 500;

/** Tells who holds which of some ports. Reads the process table once. */
export async function surveyPorts(
  ports: readonly number[],
  instances: readonly Instance[],
  { readTable = readPortTable, probe = probeHealth }: SurveyOptions = {},
): Promise<PortSurvey> {
  const table = await readTable(ports);
  const live = instances.filter(({ state }) => state !== "stale" && state !== "unknown");
  const known = live.map(({ record }) => record);
  const surveyed = await Promise.all(
    Array.from(holdersOf(table), async ([port, holder]): Promise<[number, UsedPort]> => {
      const classes = new Map<number, ProcessClass>();
      for (const each of holder.processes) classes.set(each.pid, await realClass(each));
      const classify = ({ pid }: ProcessInfo) => classes.get(pid) ?? "foreign";
      const first = classOfHolder(holder, { instances: known, answersAsOurs: false, classify });
      const instance = instanceOf(port, first, live);
      if (instance !== null) {
        return [port, { holder, holderClass: first, instance, answer: instance.health }];
      }
      const health = await probe(holder.addresses[0] ?? DEFAULT_HOST, port, {
        timeout: STRANGER_TIMEOUT,
      });
      const answer = health.kind === "healthy" ? health.answer : null;
      const answersAsOurs = answer !== null;
      const holderClass = classOfHolder(holder, { instances: known, answersAsOurs, classify });
      return [port, { holder, holderClass, instance: null, answer }];
    }),
  );
  return { used: new Map(surveyed), problems: table.problems };
}

function instanceOf(
  port: number,
  holderClass: HolderClass,
  instances: readonly Instance[],
): Instance | null {
  if (holderClass !== "monitor" && holderClass !== "dashboard") return null;
  return instances.find(({ record }) => record.port === port || record.dashboard_port === port) ??
    null;
}
