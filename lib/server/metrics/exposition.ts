/** One figure of a family: its value, and what it is of. */
export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** Of histograms: `_bucket`, `_sum` or `_count`. */
  readonly suffix?: string;
}

/** Figures of one name. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

/**
 * Writes figures in the text format that Prometheus reads.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const samples = [{ labels: { kind: "token" }, value: 2 }];
 * assertEquals(
 *   exposition([{ name: "wrong_total", help: "Wrong ones", type: "counter", samples }]),
 *   '# HELP wrong_total Wrong ones\n# TYPE wrong_total counter\nwrong_total{kind="token"} 2\n',
 * );
 * ```
 */
export function exposition(families: readonly Family[]): string {
  return families.map(({ name, help, type, samples }) =>
    [
      `# HELP ${name} ${escaped(help)}`,
      `# TYPE ${name} ${type}`,
      ...samples.map((sample) => lineOf(name, sample)),
    ].map((line) => `${line}\n`).join("")
  ).join("\n");
}

function lineOf(name: string, { value, labels = {}, suffix = "" }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) =>
    `${label}="${escaped(text).replaceAll('"', '\\"')}"`
  );
  const list = pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
  return `${name}${suffix}${list} ${numeral(value)}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function numeral(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
