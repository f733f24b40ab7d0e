import type { Json } from "../../events/event.ts";
import { field, isJsonObject } from "../../events/json.ts";

/** One question that an agent asks with answers to choose from. */
export interface AskedQuestion {
  readonly header: string;
  readonly text: string;
  /** Whether more than one answer may be chosen. */
  readonly severalAllowed: boolean;
  readonly options: readonly { readonly label: string; readonly about: string }[];
}

/** The questions of a call of AskUserQuestion; none where it has another shape. */
export function questionsOf(asked: Json | undefined): readonly AskedQuestion[] {
  if (!Array.isArray(asked)) return [];
  return asked.flatMap((one) => {
    const text = textOf(one, "question");
    if (text === "") return [];
    const options = isJsonObject(one) ? field(one, "options") : undefined;
    return [{
      header: textOf(one, "header"),
      text,
      severalAllowed: isJsonObject(one) && field(one, "multiSelect") === true,
      options: (Array.isArray(options) ? options : []).flatMap((option) => {
        const label = typeof option === "string" ? option : textOf(option, "label");
        return label === "" ? [] : [{ label, about: textOf(option, "description") }];
      }),
    }];
  });
}

function textOf(value: Json | undefined, name: string): string {
  const found = isJsonObject(value) ? field(value, name) : undefined;
  return typeof found === "string" ? found : "";
}
