import type { WaitingFile } from "./waiting_file.ts";

/** Within this time, in ms, a busy machine may run a later hook first. */
const OVERTAKEN_WITHIN_MS = 1_000;

/** PIDs that are further apart may lie on both sides of the system's largest. */
const NEAR_PIDS = 10_000;

/**
 * Puts inputs in the order in which Claude Code handed them out. Hooks of one Claude Code that ran
 * at about the same time are ordered by their PIDs, and get each other's times.
 */
export function inOrder(files: readonly WaitingFile[]): readonly WaitingFile[] {
  const ordered = files.toSorted((left, right) =>
    left.time - right.time || left.claudePid - right.claudePid || left.hookPid - right.hookPid
  );
  const places = Map.groupBy(ordered.keys(), (index) => ordered[index]?.claudePid);
  for (const own of places.values()) {
    const hooks = own.flatMap((index) => ordered[index] ?? []);
    const times = hooks.map(({ time }) => time);
    moveOvertaken(hooks);
    own.forEach((index, place) => {
      const [hook, time] = [hooks[place], times[place]];
      if (hook !== undefined && time !== undefined) ordered[index] = { ...hook, time };
    });
  }
  return ordered;
}

function moveOvertaken(hooks: WaitingFile[]): void {
  for (let end = 1; end < hooks.length; end++) {
    for (let place = end; place > 0; place--) {
      const [before, hook] = [hooks[place - 1], hooks[place]];
      if (before === undefined || hook === undefined || !isOvertaken(hook, before)) break;
      [hooks[place - 1], hooks[place]] = [hook, before];
    }
  }
}

function isOvertaken(hook: WaitingFile, before: WaitingFile): boolean {
  const ahead = before.hookPid - hook.hookPid;
  return ahead > 0 && ahead < NEAR_PIDS && hook.time - before.time < OVERTAKEN_WITHIN_MS;
}
