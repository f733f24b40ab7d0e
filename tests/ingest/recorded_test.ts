/**
 * Sends every line of the recordings of real emitters by its own way, where they lie beside the
 * repository, and compares what is stored with `tests/fixtures/events/recorded/`. What stands
 * there was read line by line beside the recording; it is not to be written anew from what comes
 * out, but changed by hand where the meaning of a line is to change.
 */
import { assert, assertEquals } from "@std/assert";
import { basename } from "@std/path/basename";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { findSharedFixtures } from "../support/shared.ts";
import { type Played, playRecording } from "./play_recording.ts";

const EXPECTED = new URL("../fixtures/events/recorded/", import.meta.url);

/** One line of a file of expectations. */
interface Expected {
  readonly id: string;
  readonly status?: number;
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly at: string })[];
}

const recordings = findSharedFixtures("claude-mpm");
if (recordings !== null) {
  for (const { name } of Deno.readDirSync(EXPECTED)) {
    Deno.test(`every line of ${basename(name, ".ndjson")} becomes what a person reads in it`, () =>
      compare(recordings, name));
  }
}

async function compare(folder: string, name: string): Promise<void> {
  const expected = await readExpected(name);
  const played = name === "edge.ndjson"
    ? await playFolder(`${folder}/edge`)
    : await playRecording(`${folder}/${name}`);
  assertEquals(played.map(({ id }) => id), expected.map(({ id }) => id));
  for (const [index, { id, status, events }] of expected.entries()) {
    const line = played[index];
    assertEquals(line?.status, status, id);
    assertEquals(line?.events.length, events.length, id);
    line?.events.forEach((event, at) => compareEvent(event, events[at] ?? { at: "" }, id));
  }
}

/** A `duration_ms` that is `measured` is the time between two posts of this test. */
function compareEvent(event: CanonicalEvent, expected: Expected["events"][number], id: string) {
  const { duration_ms: duration, ...rest } = withTime(expected);
  const { duration_ms: actual, ...seen } = read(event);
  assertEquals(seen, rest, id);
  if (duration !== "measured") assertEquals(actual, duration, id);
  else assert(typeof actual === "number" && actual >= 0, id);
}

async function playFolder(folder: string): Promise<readonly Played[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
  const played: Played[] = [];
  for (const name of names) played.push(...await playRecording(`${folder}/${name}`));
  return played;
}

async function readExpected(name: string): Promise<readonly Expected[]> {
  const text = await Deno.readTextFile(new URL(name, EXPECTED));
  return text.trim().split("\n").map((line) => JSON.parse(line));
}

/** An event without what differs from run to run, and without its data: that is the input. */
function read(event: CanonicalEvent): Record<string, unknown> {
  const { id: _id, received, data: _data, ts, ...rest } = event;
  return { ...rest, at: ts === received ? "received" : ts };
}

/** Expectations hold times as their emitters write them: whole microseconds, often local ones. */
function withTime({ at, ...rest }: Expected["events"][number]): Record<string, unknown> {
  return { ...rest, at: at === "received" ? at : Math.floor(Date.parse(at)) };
}
