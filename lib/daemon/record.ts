/** What an instance writes down about itself, so that later commands find and trust it. */
export interface InstanceRecord {
  readonly schema_version: 1;
  readonly pid: number;
  /** When the process began, in the system's own words; guards against a reused PID. */
  readonly process_start: string;
  readonly port: number;
  readonly dashboard_port: number | null;
  /** As given by the person: `localhost`, or an address. */
  readonly host: string;
  readonly version: string;
  readonly executable: string;
  /** Random id of this run; `/health` answers with the same. */
  readonly instance: string;
  /** ms since 1970, UTC. */
  readonly started_at: number;
  /** Proves to the server that a control request comes from this user. */
  readonly secret: string;
  /** Path of the event store. */
  readonly store: string;
  readonly options: StartOptions;
}

/** What a person asked for at start; kept so that `restart` can ask for the same. */
export interface StartOptions {
  /** Absent: the first usable port of the range. */
  readonly port?: number;
  /** Absent: 8766 or the next usable one; `null`: no dashboard port. */
  readonly dashboard_port?: number | null;
  readonly host: string;
  /** Absent: the port's own store in the state folder. */
  readonly store?: string;
}
