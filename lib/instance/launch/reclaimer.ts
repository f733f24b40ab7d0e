import { readAncestors } from "../../ports/ancestors.ts";
import type { TakenAnswer } from "../../ports/allocate.ts";
import { endHolder } from "../../ports/end_holder.ts";
import { classInWords } from "../../ports/holder_class.ts";
import { describeHolder } from "../../ports/holders.ts";
import { decideReclaim, type ReclaimPolicy } from "../../ports/reclaim.ts";
import type { ProcessInfo } from "../../ports/table/types.ts";
import { inspectInstances } from "../inspect.ts";
import type { StatePaths } from "../home/paths.ts";
import { stopInstance } from "../stop.ts";
import { type PortSurvey, surveyPorts, type UsedPort } from "../survey.ts";

/** What {@linkcode Reclaimer} needs. */
export interface ReclaimerOptions {
  readonly paths: StatePaths;
  /** All ports that may come up: one look at the process table serves them all. */
  readonly ports: readonly number[];
  /** Tells the person what was ended. */
  readonly note: (line: string) => void;
  /** Ends a process that holds a port; {@linkcode endHolder} unless said. */
  readonly end?: (process: ProcessInfo, port: number) => Promise<boolean>;
  /** Looks at the ports; {@linkcode surveyPorts} unless said. */
  readonly look?: () => Promise<PortSurvey>;
}

/** Frees taken ports where that is allowed, and remembers why it was not. */
export class Reclaimer {
  readonly #options: ReclaimerOptions;
  #survey: Promise<PortSurvey> | null = null;
  /** Why ports were left to their holders. */
  readonly left: Map<number, string> = new Map();

  constructor(options: ReclaimerOptions) {
    this.#options = options;
  }

  /** Frees a port, when its holder may be ended under this policy. */
  async free(port: number, policy: ReclaimPolicy): Promise<TakenAnswer> {
    const used = (await this.survey()).used.get(port);
    // Taken after the look at the table: whoever holds it now is not known, and left alone.
    if (used === undefined) return "next";
    const ancestors = policy.reclaim || policy.force ? await readAncestors() : [];
    const decision = decideReclaim(used, policy, { ancestors });
    if (decision.kind === "leave") {
      this.left.set(port, decision.reason);
      return "next";
    }
    const what = `${describeHolder(used.holder)}, ${classInWords(used.holderClass)}`;
    if (await this.#end(used)) {
      this.#options.note(`Reclaimed port ${port}: ended ${what}`);
      this.#survey = null;
      return "retry";
    }
    this.left.set(port, "it could not be ended");
    return "next";
  }

  /** Who holds which ports; read once, and again only after something was ended. */
  survey(): Promise<PortSurvey> {
    const { paths, ports } = this.#options;
    const {
      look = async () => await surveyPorts(ports, (await inspectInstances(paths)).instances),
    } = this.#options;
    return this.#survey ??= look();
  }

  async #end({ instance, holder }: UsedPort): Promise<boolean> {
    if (instance !== null) {
      const { paths } = this.#options;
      await stopInstance(instance, { paths, reason: "restart", force: "escalate" });
      return true;
    }
    const { end = endHolder } = this.#options;
    const ended = await Promise.all(holder.processes.map((each) => end(each, holder.port)));
    return ended.every((gone) => gone);
  }
}
