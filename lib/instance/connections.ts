import type { ClientInfo, ClientsAnswer } from "../contract/http.ts";
import type { Instance } from "./inspect.ts";
import { requestLocal } from "./local_http.ts";

/** Asks an instance who is connected to it; nobody when it does not answer. */
export async function readConnections({ record, health }: Instance): Promise<ClientInfo[]> {
  if (health === null || health.clients === 0) return [];
  const { host, port, token } = record;
  const answer = await requestLocal({ host, port, path: "/api/clients", token, timeout: 1_500 });
  if (answer.kind !== "answer" || !isClientsAnswer(answer.body)) return [];
  return [...answer.body.clients];
}

function isClientsAnswer(body: unknown): body is ClientsAnswer {
  return typeof body === "object" && body !== null && "clients" in body &&
    Array.isArray(body.clients);
}
