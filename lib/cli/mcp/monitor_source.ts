import type { UsageAnswer } from "../../contract/http.ts";
import type { SessionView } from "../../contract/state.ts";
import type { EventReader } from "../../store/store.ts";

/** Where the tools read: a server's answers, and the store beside it. */
export interface MonitorSource {
  /**
   * Sessions, those that wait first, as many as are taken.
   *
   * @param withOver also those that ended or were lost
   * @throws {UserError} where no server runs
   */
  sessions(withOver: boolean): AsyncIterable<SessionView>;
  /**
   * Tokens and cost.
   *
   * @param query parameters of `GET /api/usage`
   * @throws {UserError} where no server runs, or it does not understand
   */
  usage(query: Readonly<Record<string, string | undefined>>): Promise<UsageAnswer>;
  /**
   * Reads stored events, also when no server runs.
   *
   * @throws {UserError} where there are none
   */
  withEvents<Answer>(use: (reader: EventReader) => Promise<Answer>): Promise<Answer>;
  /** ms since 1970, UTC. */
  now(): number;
}
