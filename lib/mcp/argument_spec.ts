import type { JsonObject } from "../events/event.ts";

/** One argument of a tool, as data: the schema that clients are shown and the check both read it. */
export type ArgumentSpec =
  & {
    /** What it means, with an example where that helps; a model reads it. */
    readonly description: string;
    readonly required?: true;
  }
  & (
    | { readonly type: "string"; readonly choices?: readonly string[] }
    | { readonly type: "integer"; readonly low: number; readonly high: number }
    | { readonly type: "boolean" }
  );

/** The arguments of a tool by name. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

/** The arguments as JSON Schema, for `tools/list`. */
export function inputSchema(specs: ArgumentSpecs): JsonObject {
  const entries = Object.entries(specs);
  const required = entries.flatMap(([name, spec]) => spec.required === true ? [name] : []);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, spec]) => [name, propertySchema(spec)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function propertySchema(spec: ArgumentSpec): JsonObject {
  const { type, description } = spec;
  switch (spec.type) {
    case "string":
      return { type, description, ...(spec.choices === undefined ? {} : { enum: spec.choices }) };
    case "integer":
      return { type, description, minimum: spec.low, maximum: spec.high };
    case "boolean":
      return { type, description };
  }
}
