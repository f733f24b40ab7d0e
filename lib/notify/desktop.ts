import { delay } from "@std/async/delay";
import { type Notice, type NoticeCommand, noticeCommand } from "./desktop_command.ts";
import type { Waiting } from "./waiting_watch.ts";

/** How {@linkcode DesktopNotices} reaches the system. */
export interface DesktopOptions {
  /** One line for the log. */
  readonly log: (line: string) => void;
  readonly os?: typeof Deno.build.os;
  /** Runs a command to its end; rejects where it cannot. */
  readonly run?: (command: NoticeCommand) => Promise<void>;
  readonly pause?: (ms: number) => Promise<void>;
}

/** At most one notification in so many ms: many agents may ask at once. */
const EVERY_MS = 5_000;
/** A program that shows nothing in this time, in ms, is ended. */
const TIMEOUT_MS = 10_000;

/** Shows on the desktop that an agent waits; what comes too soon is shown together. */
export class DesktopNotices {
  readonly #options: DesktopOptions;
  #waiting: Waiting[] = [];
  #work: Promise<void> | null = null;
  #failed = false;

  constructor(options: DesktopOptions) {
    this.#options = options;
  }

  /** Shows that an agent waits, now or together with others. */
  send(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#work ??= this.#showAll().finally(() => this.#work = null);
  }

  /** Resolves when nothing is left to be shown. */
  get settled(): Promise<void> {
    return this.#work ?? Promise.resolve();
  }

  async #showAll(): Promise<void> {
    const {
      run = runCommand,
      pause = (ms) => delay(ms, { persistent: false }),
      os = Deno.build.os,
    } = this.#options;
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        await run(noticeCommand(noticeOf(waiting), os));
        this.#failed = false;
      } catch (error) {
        // Once is enough: it will not be there for the next one either.
        if (!this.#failed) this.#options.log(`Cannot show a desktop notification: ${error}`);
        this.#failed = true;
      }
      await pause(EVERY_MS);
    }
  }
}

/** What a person reads of one or several agents that wait. */
export function noticeOf(waiting: readonly Waiting[]): Notice {
  const [first] = waiting;
  if (first === undefined) return { title: "Claude Code waits", text: "" };
  const places = new Set(waiting.map(({ project }) => folderName(project)));
  const where = [...places].join(", ");
  if (waiting.length > 1) {
    return {
      title: `${waiting.length} questions wait for you`,
      text: `${where}: ${first.question}, and ${waiting.length - 1} more`,
    };
  }
  const who = first.agent === null ? "" : `${first.agent}: `;
  const what = first.kind === "permission" ? "asks for permission" : "asks a question";
  return { title: `${where} ${what}`, text: `${who}${first.question}` };
}

function folderName(project: string | null): string {
  return project?.split(/[/\\]/).findLast((part) => part !== "") ?? "Claude Code";
}

async function runCommand({ program, args, env = {} }: NoticeCommand): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, {
    args: [...args],
    env,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim().slice(0, 200) || program);
}
