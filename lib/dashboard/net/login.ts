import { refusalOf } from "./http.ts";

const JSON_BODY = { method: "POST", body: "{}" } as const;
const JSON_TYPE = { "content-type": "application/json" };

/** Ends the session at the server; where there is none, the page is only loaded anew. */
export async function logOut(): Promise<void> {
  await fetch("/api/logout", { ...JSON_BODY, headers: JSON_TYPE }).catch(() => null);
  location.reload();
}

/**
 * Trades the token for a session of this browser, and loads the page anew.
 *
 * @returns why the server did not let this browser in
 */
export async function logIn(token: string): Promise<string> {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${token}` };
  const answer = await fetch("/api/login", { ...JSON_BODY, headers }).catch(() => null);
  if (answer === null) return "The server does not answer";
  if (!answer.ok) return answer.status === 401 ? "That is not its token" : await refusalOf(answer);
  location.reload();
  return "";
}
