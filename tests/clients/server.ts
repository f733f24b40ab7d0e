import { assertEquals } from "@std/assert";
import type { EventsAnswer } from "../../lib/contract/http.ts";
import { makeSandbox, type Sandbox } from "../support/cli.ts";

/** A server of the command line's own, for clients that know only its address. */
export interface ClientServer extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** `http://localhost:PORT`. */
  readonly url: string;
  /** Stored events after an id, oldest first. */
  events(after?: number): Promise<EventsAnswer>;
}

/** Starts a server in its own sandbox; it ends with the scope. */
export async function startServer(): Promise<ClientServer> {
  const sandbox = await makeSandbox();
  const url = `http://localhost:${sandbox.range.first}`;
  const started = await sandbox.run(["start", "--port", `${sandbox.range.first}`]);
  assertEquals(started.code, 0, started.stderr);
  return {
    sandbox,
    url,
    async events(after = 0) {
      return await (await fetch(`${url}/api/events?after=${after}&limit=1000`)).json();
    },
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}
