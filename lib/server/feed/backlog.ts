/** What waits to be written to a connection. */
export interface Backlog {
  /** Packets that wait. */
  backlog(): number;
  /** Their bytes, roughly. */
  backlogBytes(): number;
}

const MAX_PACKETS = 64;
/** As much again may be on its way already. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Whether so much waits that a client is sent nothing more before it has read that. */
export function isBehind(connection: Backlog): boolean {
  return connection.backlog() > MAX_PACKETS || connection.backlogBytes() > MAX_BYTES;
}
