import type { InstancesAnswer } from "../../contract/http.ts";
import { shortSpan } from "../reading/time.ts";
import { Command } from "../components/command.tsx";
import { now } from "../ui/clock.ts";
import { usePolled } from "../net/polled.ts";

/** The running monitors of this user, with a link to each one's dashboard. */
export function InstanceTable() {
  const { answer, error } = usePolled<InstancesAnswer>("/api/instances", 5000);
  return (
    <>
      {error !== undefined
        ? <p class="muted">Not known. {error}.</p>
        : answer !== undefined && <Instances instances={answer.instances} />}
      <p class="muted">Who else holds a port of the range is listed by</p>
      <Command text="mpm-monitor status --show-ports" />
    </>
  );
}

function Instances({ instances }: Pick<InstancesAnswer, "instances">) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col">Dashboard</th>
          <th scope="col">Process</th>
          <th scope="col">Version</th>
          <th scope="col">State</th>
          <th scope="col">Runs for</th>
        </tr>
      </thead>
      <tbody>
        {instances.map((instance) => (
          <tr key={instance.port}>
            <td>
              {instance.port}
              {String(instance.port) === location.port && <span class="muted">this one</span>}
            </td>
            <td>
              <a href={`http://localhost:${instance.dashboard_port ?? instance.port}/`}>
                localhost:{instance.dashboard_port ?? instance.port}
              </a>
            </td>
            <td>{instance.pid}</td>
            <td>{instance.version}</td>
            <td>{instance.state}</td>
            <td>{shortSpan(now.value - instance.started_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
