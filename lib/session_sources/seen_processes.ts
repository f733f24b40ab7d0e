/** A process that was seen to run. */
export interface SeenProcess {
  readonly pid: number;
  /** When it began, in the system's own words. */
  readonly start: string;
}

/** Remembers over restarts which processes worked on sessions, by session. */
export interface SeenProcesses {
  /** What the servers before knew. */
  readonly known: ReadonlyMap<string, SeenProcess>;
  /** Called with all of them when there are others than before. */
  readonly keep: (seen: ReadonlyMap<string, SeenProcess>) => void;
}
