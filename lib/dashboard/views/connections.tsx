import type { ComponentChildren } from "preact";
import type { ClientInfo, ClientsAnswer, HealthAnswer } from "../../contract/http.ts";
import { connectionAdvice, connectionWords } from "../components/connection_mark.tsx";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { count } from "../reading/text.ts";
import { ago, dayTime, exact, shortSpan } from "../reading/time.ts";
import { now } from "../ui/clock.ts";
import { useStores } from "../hooks/context.ts";
import { usePolled } from "../net/polled.ts";
import { clientId } from "../net/socket.ts";
import { InstanceTable } from "./instances.tsx";

/** Who is connected, how the server is, and what else runs on this machine. */
export function ConnectionsView() {
  const health = usePolled<HealthAnswer>("/health", 2000);
  const { link } = useStores().live.connection.value;
  const clients = usePolled<ClientsAnswer>("/api/clients", 2000, link);
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="page-scroll" tabIndex={0} role="region" aria-label="Connections">
        <section class="section">
          <h2 class="big">Server</h2>
          {health.answer === undefined
            ? <p class="muted">{health.error ?? "Asking the server"}</p>
            : <Server health={health.answer} error={health.error} />}
        </section>
        <div class="columns">
          <section class="section">
            <h2 class="big">Clients</h2>
            {clients.error !== undefined
              ? <p class="muted">Not known. {clients.error}.</p>
              : clients.answer === undefined
              ? <p class="muted">Asking the server</p>
              : <Clients clients={clients.answer.clients} />}
          </section>
          <section class="section">
            <h2 class="big">Monitors on this machine</h2>
            <InstanceTable />
          </section>
        </div>
      </div>
    </div>
  );
}

function Server({ health, error }: { health: HealthAnswer; error: string | undefined }) {
  const status = useStores().live.connection.value;
  return (
    <dl class="figures">
      <Fact name="Health">
        {error !== undefined
          ? <span class="state is-error">✕ {error}</span>
          : health.degraded.length === 0
          ? <span class="state is-done">✓ Healthy</span>
          : (
            <>
              <span class="state is-waiting">▲ Works less well than it should</span>
              {health.degraded.map((reason) => <span key={reason}>{reason}</span>)}
              <code class="muted">mpm-monitor doctor</code>
            </>
          )}
      </Fact>
      <Fact name="This page">
        {connectionWords(status, now.value)}
        <span class="muted">{connectionAdvice(status)}</span>
      </Fact>
      <Fact name="Server port">
        {health.port}
        <span class="muted">takes events, serves this page</span>
      </Fact>
      <Fact name="Dashboard port">
        {health.dashboard_port ?? "–"}
        <span class="muted">
          {health.dashboard_port === null ? "switched off at start" : "serves this page, too"}
        </span>
      </Fact>
      <Fact name="Runs for">
        {error === undefined ? shortSpan(health.uptime * 1000) : <span class="unknown">–</span>}
        <span class="muted">version {health.version}, process {health.pid}</span>
      </Fact>
      {health.last_run !== undefined && (
        <Fact name="Last run">
          <span class="state is-error">✕ Ended by itself</span>
          <span class="muted">
            process {health.last_run.pid}, last sign of life {dayTime(health.last_run.last_seen)}
            {health.last_run.last_words !== null && `: ${health.last_run.last_words}`}
          </span>
        </Fact>
      )}
      <Fact name="Events">
        {health.events.toLocaleString("en")}
        <span class="muted">
          sent to this port ever, {health.events_since_start.toLocaleString("en")} since the start
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Clients({ clients }: { clients: readonly ClientInfo[] }) {
  if (clients.length === 0) {
    return <p class="muted">Nobody is connected, not even this page: it tries again.</p>;
  }
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Events</th>
          <th scope="col" class="number">Round trip</th>
          <th scope="col" class="number">Queued</th>
          <th scope="col">Connected</th>
          <th scope="col">Address</th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.id}>
            <td title={client.id}>
              {client.kind}
              {client.id === clientId.value && <span class="muted">this page</span>}
            </td>
            <td>
              <FeedLag client={client} />
            </td>
            <td class="number">
              {client.rtt_ms === null
                ? (
                  <span class="unknown" title="No ping was answered yet: one leaves every 10 s">
                    –
                  </span>
                )
                : exact(client.rtt_ms)}
            </td>
            <td class={`number${client.queued > 0 ? " is-error" : ""}`}>{client.queued}</td>
            <td title={dayTime(client.connected_at)}>{ago(now.value - client.connected_at)}</td>
            <td>
              <code>{client.address}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How far a client is behind what is stored. */
function FeedLag({ client: { feed } }: { client: ClientInfo }) {
  if (feed === null) return <span class="muted">sends only</span>;
  const behind = feed.behind > 0 ? `, ${count(feed.behind, "event")} behind` : "";
  if (feed.state === "live") return <span>● live{behind}</span>;
  if (feed.state === "catching-up") return <span>◐ catching up{behind}</span>;
  return <span class="state is-waiting">▲ too slow, left out{behind}</span>;
}
