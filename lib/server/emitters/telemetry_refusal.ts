import type { Refusal } from "../refusal.ts";
import type { Reply } from "./reply.ts";

/** Numbers of `google.rpc.Code` for what we answer; what is not there is an invalid argument. */
const CODES: Readonly<Record<number, number>> = { 413: 8, 415: 12, 429: 8, 503: 14 };
const INVALID_ARGUMENT = 3;

/** `google.rpc.Status` as JSON: the form that OTLP gives to errors. */
interface RpcStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly Readonly<Record<string, string>>[];
}

/** An error in OTLP's own form; what we would call it stands in its details. */
export function telemetryRefusal({ status, error }: Refusal): Reply {
  const { code, message, hint } = error;
  const body: RpcStatus = {
    code: CODES[status] ?? INVALID_ARGUMENT,
    message: hint === undefined ? message : `${message}. ${hint}`,
    details: [{
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: code.toUpperCase(),
      domain: "mpm-monitor",
    }],
  };
  return { status, body, refused: code };
}
