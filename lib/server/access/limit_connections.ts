import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { ErrorAnswer } from "../../contract/http.ts";

/** How many connections a server takes, and who is told of those that it does not. */
export interface ConnectionLimit {
  readonly most: number;
  readonly onRefused: (code: string) => void;
}

/**
 * Answers 429 to each connection to an address beyond so many and ends it, before it sends anything:
 * nobody can use up the files that this process may open.
 *
 * @returns what each server of an address has to be given to, also one that takes another's place
 */
export function limitConnections(
  { most, onRefused }: ConnectionLimit,
): (server: Server, address: string) => void {
  const openAt = new Map<string, Set<Socket>>();
  return (server, address) => {
    const open = openAt.get(address) ?? new Set();
    openAt.set(address, open);
    server.on("connection", (socket: Socket) => {
      if (open.size < most) {
        open.add(socket);
        socket.once("close", () => open.delete(socket));
        return;
      }
      onRefused("too_many_connections");
      // Whoever does not read the answer loses the connection all the same.
      socket.on("error", () => {});
      socket.end(refusal(most), () => socket.destroySoon());
    });
  };
}

function refusal(most: number): string {
  const answer: ErrorAnswer = {
    error: {
      code: "too_many_connections",
      message: `This server takes no more than ${most} connections`,
      hint: "Close some, or use one for several requests",
    },
  };
  const body = JSON.stringify(answer);
  return "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 1\r\n" +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
