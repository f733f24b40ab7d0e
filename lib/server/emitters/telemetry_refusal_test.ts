import { assertEquals } from "@std/assert";
import { telemetryRefusal } from "./telemetry_refusal.ts";

Deno.test("telemetryRefusal() gives each status its number in OTLP's own form", () => {
  const body = (status: 400 | 401 | 413 | 415 | 429 | 503) =>
    telemetryRefusal({ status, error: { code: "too_large", message: "No", hint: "Send less" } });
  const codes = [400, 401, 413, 415, 429, 503].map((status) => {
    const { body: { code } } = body(status as 400) as unknown as { body: { code: number } };
    return code;
  });
  assertEquals(codes, [3, 3, 8, 12, 8, 14]);
  assertEquals(body(413), {
    status: 413,
    body: {
      code: 8,
      message: "No. Send less",
      details: [{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "TOO_LARGE",
        domain: "mpm-monitor",
      }],
    },
    refused: "too_large",
  });
});
