import { isJsonObject } from "../../events/json.ts";
import type { ParsedBody } from "../json_body.ts";
import { parseExactJson } from "./exact_json.ts";

/** Reads the body of an OTLP export, which is one JSON object. */
export function parseExport(text: string): ParsedBody {
  try {
    const body = parseExactJson(text);
    return isJsonObject(body)
      ? { objects: [body], faults: [] }
      : fault("An export is a JSON object");
  } catch (error) {
    return fault(`Not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function fault(message: string): ParsedBody {
  return { objects: [], faults: [{ where: "body", message }] };
}
