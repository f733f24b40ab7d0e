import type { IncomingMessage } from "node:http";
import { isJsonObject } from "../../ingest/json_body.ts";
import { bodyIdentity, fromOtlp, type TelemetryKind } from "../../ingest/mod.ts";
import type { Intake } from "../intake.ts";
import { headerOf } from "../access/request_facts.ts";
import { readBytes } from "./body.ts";
import { inflate } from "./inflate.ts";
import type { EmitterRoute } from "./mod.ts";
import { refusal, type Reply } from "./reply.ts";

/** An export inflates to so many bytes at most. */
const MAX_INFLATED = 32 * 1024 * 1024;

/**
 * `POST /v1/logs`, `/v1/metrics` and `/v1/traces`: OTLP/HTTP with JSON bodies, gzip or not,
 * answered in OTLP's own form once it is stored.
 */
export function postTelemetry(kind: TelemetryKind, intake: Intake): EmitterRoute {
  return async (request, path) => {
    if (/protobuf/i.test(headerOf(request, "content-type") ?? "")) {
      return refusal(415, {
        code: "protobuf",
        message: "This server takes telemetry as JSON, and this is protobuf",
        hint: "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
      });
    }
    const bytes = await readInflated(request);
    if (!(bytes instanceof Uint8Array)) return bytes;
    const body = parse(new TextDecoder().decode(bytes));
    if (typeof body === "string" || !isJsonObject(body)) {
      const message = typeof body === "string" ? body : "An export is a JSON object";
      return refusal(400, { code: "not_json", message });
    }
    const identity = bodyIdentity(path, bytes);
    await intake.accept(fromOtlp(kind, body, { ...intake.arrival(), body: identity }));
    return { status: 200, body: {} };
  };
}

async function readInflated(request: IncomingMessage): Promise<Uint8Array | Reply> {
  const body = await readBytes(request);
  const encoding = headerOf(request, "content-encoding") ?? "identity";
  if (encoding === "identity") return body;
  if (encoding !== "gzip") {
    return refusal(415, {
      code: "encoding",
      message: `There is no way to read the content encoding "${encoding}"`,
      hint: "Set OTEL_EXPORTER_OTLP_COMPRESSION=gzip or none",
    });
  }
  try {
    return await inflate(new Uint8Array(body), MAX_INFLATED);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return refusal(400, { code: "not_gzip", message: "The body is no gzip" });
  }
}

/** A text says what is wrong. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? "An export is a JSON object" : value;
  } catch (error) {
    return `Not JSON: ${error instanceof Error ? error.message : error}`;
  }
}
