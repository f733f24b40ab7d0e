import type { HealthAnswer } from "../contract/http.ts";
import { PRODUCT } from "../version.ts";
import { isJsonObject } from "../events/json.ts";
import { requestLocal } from "./local_http.ts";

/** What a look at a server's `/health` found. */
export type Health =
  | { readonly kind: "healthy"; readonly answer: HealthAnswer }
  /** Somebody answers who is not one of ours. */
  | { readonly kind: "stranger"; readonly service: string | null }
  | { readonly kind: "silent" }
  | { readonly kind: "refused" };

/** Milliseconds that a server has to answer before it counts as unresponsive. */
const HEALTH_TIMEOUT = 1_500;

/** How {@linkcode probeHealth} asks. */
export interface ProbeOptions {
  /** Milliseconds to wait; {@linkcode HEALTH_TIMEOUT} unless said. */
  readonly timeout?: number;
  /** Beyond loopback, servers tell more to those who show it. */
  readonly token?: string | null;
}

/** Asks who answers on a port of this machine. */
export async function probeHealth(
  host: string,
  port: number,
  { timeout = HEALTH_TIMEOUT, token = null }: ProbeOptions = {},
): Promise<Health> {
  const answer = await requestLocal({ host, port, path: "/health", token, timeout });
  if (answer.kind !== "answer") return answer;
  if (isOurHealth(answer.body)) return { kind: "healthy", answer: answer.body };
  return { kind: "stranger", service: serviceOf(answer.body) };
}

function isOurHealth(body: unknown): body is HealthAnswer {
  return isJsonObject(body) && body["product"] === PRODUCT && typeof body["instance"] === "string";
}

function serviceOf(body: unknown): string | null {
  const service = isJsonObject(body) ? body["service"] : null;
  return typeof service === "string" ? service : null;
}
