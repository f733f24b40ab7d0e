import { basename } from "@std/path/basename";
import { requestLocal } from "../../instance/local_http.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import type { InstanceRecord } from "../../instance/home/record.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { PATH, SWITCH } from "../../config/kinds.ts";
import { ALL_SETTINGS } from "../../config/settings.ts";
import { FILES, type Suggestion } from "./complete.ts";
import { SHELLS } from "./scripts.ts";
import { queryWords } from "./query_words.ts";

/** A person waits at the prompt; ms. */
const TIMEOUT = 500;

/**
 * Reads the values of placeholders: from records, settings and a server that runs. Whatever cannot
 * be read suggests nothing.
 *
 * @param paths of the state folder
 */
export function makeValues(paths: StatePaths) {
  const servers = async (): Promise<InstanceRecord[]> => {
    const { instances } = await inspectInstances(paths);
    return instances.flatMap(({ record, state }) => state === "stale" ? [] : [record]);
  };
  const seen = async (field: "project" | "session"): Promise<Suggestion[]> => {
    const [record] = await servers();
    if (record === undefined) return [];
    const { host, port, token } = record;
    const path = "/api/sessions";
    const answer = await requestLocal({ host, port, token, path, timeout: TIMEOUT });
    const body = answer.kind === "answer" ? answer.body : null;
    const sessions = sessionsOf(body);
    const values = sessions.map(({ id, project }): Suggestion =>
      field === "session"
        ? { value: id, summary: project ?? "" }
        : { value: basename(project ?? ""), summary: project ?? "" }
    );
    return [...new Map(values.map((each) => [each.value, each])).values()]
      .filter(({ value }) => value !== "");
  };
  return async (
    placeholder: string,
    before: readonly string[],
    current: string,
  ): Promise<readonly Suggestion[] | typeof FILES> => {
    const [command] = before;
    switch (placeholder) {
      case "PORT":
        return (await servers()).map(({ port }) => ({ value: `${port}`, summary: "a server" }));
      case "FILE":
        return FILES;
      case "FOLDER":
        return command === "usage" ? await seen("project") : FILES;
      case "ID":
        return command === "usage" ? await seen("session") : [];
      case "QUERY":
        return await queryWords(current, seen);
      case "KEY":
        return ALL_SETTINGS.map(({ key, options }) => ({
          value: key,
          summary: options[0]?.summary ?? "",
        }));
      case "SHELL":
        return plain(SHELLS);
      case "VALUE":
        return settingValues(before.at(-1));
      default:
        return [];
    }
  };
}

function settingValues(key: string | undefined): Suggestion[] | typeof FILES {
  const kind: unknown = ALL_SETTINGS.find((setting) => setting.key === key)?.kind;
  if (kind === SWITCH) return plain(["on", "off"]);
  return kind === PATH ? FILES : [];
}

function plain(values: readonly string[]): Suggestion[] {
  return values.map((value) => ({ value, summary: "" }));
}

function sessionsOf(body: unknown): { id: string; project: string | null }[] {
  if (typeof body !== "object" || body === null || !("sessions" in body)) return [];
  if (!Array.isArray(body.sessions)) return [];
  return body.sessions.flatMap((each: unknown) => {
    if (typeof each !== "object" || each === null || !("id" in each)) return [];
    const project = "project" in each && typeof each.project === "string" ? each.project : null;
    return typeof each.id === "string" ? [{ id: each.id, project }] : [];
  });
}
