/** A part of a text that is replaced. */
export interface Span {
  readonly start: number;
  /** First position behind it. */
  readonly end: number;
  /** What the reader sees in its place. */
  readonly kind: string;
}

/** Replaces parts of a text, in any order and overlapping or not, by `[redacted: kind]`. */
export function replaceSpans(text: string, spans: readonly Span[]): string {
  let result = "";
  let done = 0;
  let current: Span | undefined;
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    if (current !== undefined && span.start < current.end) {
      current = joined(current, span);
      continue;
    }
    if (current !== undefined) {
      result += `${text.slice(done, current.start)}[redacted: ${current.kind}]`;
      done = current.end;
    }
    current = span;
  }
  if (current === undefined) return text;
  return `${result}${text.slice(done, current.start)}[redacted: ${current.kind}]${
    text.slice(current.end)
  }`;
}

const GENERAL: ReadonlySet<string> = new Set(["password", "token", "key", "secret", "credentials"]);

// What a provider's form tells is more than what the name before it does.
function joined(one: Span, other: Span): Span {
  const kind = GENERAL.has(one.kind) && !GENERAL.has(other.kind) ? other.kind : one.kind;
  return { start: one.start, end: Math.max(one.end, other.end), kind };
}
