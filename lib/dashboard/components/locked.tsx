import { useState } from "preact/hooks";
import { logIn } from "../net/login.ts";
import { Command } from "./command.tsx";

/** What stands in place of a view while the server asks for a token and nothing is known yet. */
export function Locked() {
  const [token, setToken] = useState("");
  const [reason, setReason] = useState("");
  const [isAsking, setAsking] = useState(false);

  async function submit(event: Event) {
    event.preventDefault();
    setAsking(true);
    setReason(await logIn(token.trim()));
    setAsking(false);
  }
  return (
    <section class="empty">
      <h2 class="big">This server asks for a token</h2>
      <p>
        Type this where the server runs: it opens this page and lets the browser in. Each link works
        once; a restart with another token asks again.
      </p>
      <Command text={openCommand(location)} />
      <form class="token-form" onSubmit={submit}>
        <label for="token">Or enter the token that the server printed when it started</label>
        <span>
          <input
            id="token"
            type="password"
            autocomplete="off"
            required
            value={token}
            aria-describedby="token-refused"
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <button type="submit" class="button" disabled={isAsking || token.trim() === ""}>
            Let me in
          </button>
        </span>
        <p id="token-refused" class="warning" role="alert">{reason !== "" && `▲ ${reason}`}</p>
      </form>
    </section>
  );
}

/** The command that opens this very server; behind a proxy nobody knows its port. */
function openCommand({ hostname, port }: Pick<Location, "hostname" | "port">): string {
  const isNear = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return isNear && port !== "" ? `mpm-monitor open --port ${port}` : "mpm-monitor open";
}
