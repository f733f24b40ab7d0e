import type { BadEndFacts, InstanceInfo } from "../contract/http.ts";
import type { Store } from "../store/store.ts";
import type { RevokedSessions } from "./access/sessions.ts";
import type { AccessPolicy } from "./access/decide_access.ts";
import type { BoundPort } from "./bind.ts";
import type { Configuration } from "./configuration.ts";
import type { SpoolSource } from "./emitters/read_spool.ts";
import type { GuardPolicy } from "./access/guard.ts";
import type { Waiting } from "../notify/mod.ts";
import type { SnapshotFile } from "./projection.ts";
import type { SessionWatchParts } from "../session_sources/session_watch.ts";
import type { HttpLimits, SocketLimits } from "./limits.ts";

/** What a server needs to run. */
export interface MonitorServerOptions {
  /** The server's own port, already bound. */
  readonly main: BoundPort;
  /** The dashboard's port, already bound, where there is one. */
  readonly dashboard: BoundPort | null;
  readonly store: Store;
  /** Random id of this run. */
  readonly instance: string;
  /** Bearer token of control requests. */
  readonly secret: string;
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly startedAt: number;
  /** Called once when an authorised control request asks the server to end. */
  readonly onStopRequested: (reason: "stop" | "restart") => void;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** The git repository that a folder is in; nothing is known of repositories unless it is given. */
  readonly gitRoot?: (folder: string) => Promise<string | null>;
  /** Whether secrets are replaced before storing; they are unless this says false. */
  readonly redact?: boolean | undefined;
  /** What is said about the server's set-up in its event stream; nothing secret. */
  readonly configuration?: Configuration;
  /** Called for each agent that begins to wait for the person. */
  readonly onWaiting?: ((waiting: Waiting) => void) | undefined;
  /** Where the state is kept between runs; it is computed anew unless this is given. */
  readonly snapshot?: SnapshotFile | undefined;
  /** Whether the server stores what it has to tell of itself; it does unless this says false. */
  readonly tellsOfItself?: boolean;
  /** Time between two pings of a client, in ms; ten seconds unless said. */
  readonly pingEvery?: number;
  /** What is taken on by socket, where it is not what is usual. */
  readonly socketLimits?: Partial<SocketLimits>;
  /** How the last run on this port ended, when that was not well. */
  readonly badEnd?: BadEndFacts | null;
  /** How many files and sockets this process may have open; without a limit unless said. */
  readonly files?: number | null | undefined;
  /** What is taken on by HTTP, where it is not what is usual. */
  readonly httpLimits?: Partial<HttpLimits>;
  /** What Claude Code writes down of its sessions; nothing is looked at unless it is given. */
  readonly sessionSources?: Pick<SessionWatchParts, "files" | "starts" | "seen"> | undefined;
  /** The running servers of this user; none are reported unless it is given. */
  readonly instances?: () => Promise<readonly InstanceInfo[]>;
  /** When a token is asked for; never, unless said. */
  readonly access?: AccessPolicy;
  /** Where hooks leave what they have to tell; none is read unless it is given. */
  readonly spool?: SpoolSource;
  /** Sessions that somebody ended; forgotten with the server, unless it is given. */
  readonly revokedSessions?: RevokedSessions | undefined;
  /** By what names beside the loopback ones this server may be called; none, unless said. */
  readonly names?: Pick<GuardPolicy, "hosts" | "anyAddress" | "origins">;
}
