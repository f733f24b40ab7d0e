import { assertEquals } from "@std/assert";
import { RECORD } from "../instance/_samples.ts";
import { reportConfiguration } from "./report_configuration.ts";

Deno.test("reportConfiguration() names options as they are typed, and keeps secrets to itself", () => {
  const record = {
    ...RECORD,
    dashboard_port: null,
    token: "a token",
    options: { host: "localhost", keep_days: 7, notify: "https://hooks.example/T0/s3cret" },
  };
  assertEquals(reportConfiguration(record), {
    "host": "localhost",
    "keep-days": 7,
    "port": 8765,
    "dashboard-port": null,
    "store": RECORD.store,
    "notify": "https://hooks.example",
  });
});
