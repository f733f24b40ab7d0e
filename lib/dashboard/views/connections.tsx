import type { ComponentChildren } from "preact";
import type { ClientInfo, ClientsAnswer, HealthAnswer } from "../../contract/http.ts";
import { connectionAdvice, connectionWords } from "../components/connection_mark.tsx";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { ago, dayTime, shortSpan } from "../reading/time.ts";
import { now } from "../stores/clock.ts";
import { useStores } from "../stores/context.ts";
import { usePolled } from "../stores/polled.ts";
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
        <section class="section">
          <h2 class="big">Clients</h2>
          {clients.answer === undefined
            ? <p class="muted">{clients.error ?? "Asking the server"}</p>
            : <Clients clients={clients.answer.clients} />}
        </section>
        <section class="section">
          <h2 class="big">Monitors on this machine</h2>
          <InstanceTable />
        </section>
      </div>
    </div>
  );
}

function Server({ health, error }: { health: HealthAnswer; error: string | undefined }) {
  const status = useStores().live.connection.value;
  const healthy = health.degraded.length === 0 && error === undefined;
  return (
    <dl class="figures">
      <Fact name="Health">
        {error !== undefined
          ? <span class="state is-error">✕ {error}</span>
          : healthy
          ? <span class="state is-done">✓ Healthy</span>
          : <span class="state is-waiting">▲ {health.degraded.join(", ")}</span>}
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
      <Fact name="Process">{health.pid}</Fact>
      <Fact name="Version">{health.version}</Fact>
      <Fact name="Runs for">{shortSpan(health.uptime * 1000)}</Fact>
      <Fact name="Events">
        {health.events.toLocaleString("en")}
        <span class="muted">ever stored</span>
      </Fact>
      <Fact name="Store">
        <code>{health.store}</code>
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
          <th scope="col">Kind</th>
          <th scope="col">Address</th>
          <th scope="col">Connected since</th>
          <th scope="col">Client</th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.id}>
            <td>{client.kind}</td>
            <td>
              <code>{client.address}</code>
            </td>
            <td title={dayTime(client.connected_at)}>{ago(now.value - client.connected_at)}</td>
            <td>
              <code class="muted">{client.id}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
