import { localTime } from "./home/log_file.ts";
import type { BadEndFacts } from "../contract/http.ts";

/** Last words are cut behind so many characters. */
const MOST = 300;

/** What a person is told about a run that did not end well; no line break in it. */
export function badEndText({ pid, started_at, last_seen, last_words }: BadEndFacts): string {
  const [started, seen] = [started_at, last_seen].map((time) => localTime(new Date(time)));
  const said = last_words === null ? "no last words" : `last words: ${wordsText(last_words)}`;
  return `The last run (process ${pid}, started ${started}) did not end well: ` +
    `last sign of life ${seen}, ${said}`;
}

/** The last words of a run on one line. */
export function wordsText(words: string | null): string {
  const line = (words ?? "none").replaceAll(/\s+/g, " ").trim();
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
