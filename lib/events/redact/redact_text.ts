import { ASSIGNMENT_HINTS, redactAssignments } from "./assignments.ts";
import { HintFinder } from "./hints.ts";
import { SECRET_PATTERNS } from "./secret_patterns.ts";

interface Rule {
  readonly hints: readonly string[];
  readonly apply: (text: string) => string;
}

const RULES: readonly Rule[] = [
  ...SECRET_PATTERNS.map(({ kind, hints, pattern }): Rule => ({
    hints,
    apply: (text) => text.replace(pattern, `[redacted: ${kind}]`),
  })),
  { hints: ASSIGNMENT_HINTS, apply: redactAssignments },
];

const FINDER = new HintFinder(RULES.map(({ hints }) => hints));

/** Replaces secrets in a text by `[redacted: kind]`. A text without any is handed back as it is. */
export function redactText(text: string): string {
  const found = FINDER.find(text);
  if (found === null) return text;
  let result = text;
  for (const [index, { apply }] of RULES.entries()) {
    // What was put in may be a hint itself.
    if (found[index] || result !== text) result = apply(result);
  }
  return result;
}
