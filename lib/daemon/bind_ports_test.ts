import { assertEquals, assertRejects } from "@std/assert";
import { claimPorts, untilFree } from "../../tests/support/ports.ts";
import { UserError } from "../user_error.ts";
import { bindPorts } from "./bind_ports.ts";

const NEXT = () => Promise.resolve("next" as const);

Deno.test("bindPorts() gives up the server's port when the dashboard's cannot be had", async () => {
  await using range = await claimPorts(2);
  using _thief = Deno.listen({ hostname: "127.0.0.1", port: range.last });
  const plan = {
    ports: [range.first],
    dashboardPorts: [range.last],
    dashboardOptional: false,
    options: { host: "localhost" },
  };
  const error = await assertRejects(() => bindPorts(plan, NEXT), UserError);
  assertEquals(error.code, "portInUse");
  await untilFree(range.first);

  const { main, dashboard } = await bindPorts({ ...plan, dashboardOptional: true }, NEXT);
  assertEquals([main.port, dashboard], [range.first, null]);
  await main.close();
});

Deno.test("bindPorts() never gives the dashboard the server's own port", async () => {
  await using range = await claimPorts(2);
  const plan = {
    ports: range.ports,
    dashboardPorts: range.ports,
    dashboardOptional: true,
    options: { host: "localhost" },
  };
  const { main, dashboard } = await bindPorts(plan, NEXT);
  assertEquals([main.port, dashboard?.port], [range.first, range.last]);
  await main.close();
  await dashboard?.close();
});

Deno.test("bindPorts() says when a host is no address of this machine", async () => {
  await using range = await claimPorts(1);
  const plan = {
    ports: range.ports,
    dashboardPorts: [],
    dashboardOptional: true,
    options: { host: "192.0.2.1" },
  };
  const error = await assertRejects(() => bindPorts(plan, NEXT), UserError);
  assertEquals(error.hint, "Check --host: it has to be an address of this machine");
});
