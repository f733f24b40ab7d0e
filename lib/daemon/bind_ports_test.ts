import { assertEquals, assertRejects } from "@std/assert";
import { claimPorts, untilFree } from "../../tests/support/ports.ts";
import { UserError } from "../user_error.ts";
import { bindPorts } from "./bind_ports.ts";

const NEXT = {
  onTaken: () => Promise.resolve("next" as const),
  onReady: () => Promise.resolve(),
};

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

Deno.test("bindPorts() asks a predecessor only when nothing else is in the way", async () => {
  await using range = await claimPorts(3);
  const { first, last } = range;
  const plan = {
    ports: [first],
    dashboardPorts: [last],
    dashboardOptional: false,
    options: { host: "localhost" },
    predecessor: [first, first + 1],
  };
  const old = Deno.listen({ hostname: "127.0.0.1", port: first });
  let asked = 0;
  const hooks = {
    ...NEXT,
    onReady: () => {
      asked++;
      old.close();
      return Promise.resolve();
    },
  };
  {
    using _thief = Deno.listen({ hostname: "127.0.0.1", port: last });
    await assertRejects(() => bindPorts(plan, hooks), UserError);
    assertEquals(asked, 0);
  }
  await untilFree(last);
  const { main, dashboard } = await bindPorts(plan, hooks);
  assertEquals([main.port, dashboard?.port, asked], [first, last, 1]);
  await main.close();
  await dashboard?.close();
});

Deno.test("bindPorts() takes a named dashboard port before it has anybody make room", async () => {
  await using range = await claimPorts(2);
  using _holder = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  using _thief = Deno.listen({ hostname: "127.0.0.1", port: range.last });
  const asked: number[] = [];
  const plan = {
    ports: [range.first],
    dashboardPorts: [range.last],
    dashboardOptional: false,
    options: { host: "localhost" },
  };
  const onTaken = (_role: string, port: number) => {
    asked.push(port);
    return Promise.resolve("next" as const);
  };
  await assertRejects(() => bindPorts(plan, { ...NEXT, onTaken }), UserError);
  assertEquals(asked, [range.last]);
});
