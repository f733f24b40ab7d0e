import { assertEquals } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import type { CommitListener } from "../../store/store.ts";
import type { SharedPackets } from "../feed/shared_packets.ts";
import { LegacyBroadcaster, type Listener } from "./legacy_broadcaster.ts";

/** A client that reads all it gets, unless it is reported not to. */
class FakeListener implements Listener {
  isSlow = false;
  readonly #got: string[] = [];

  backlog(): number {
    return this.isSlow ? 1_000 : 0;
  }

  backlogBytes(): number {
    return 0;
  }

  write({ packets }: SharedPackets): void {
    this.#got.push(...packets);
  }

  /** The summaries of what it got. */
  get got(): string[] {
    return this.#got.map((packet) => /summary-\d/.exec(packet)?.[0] ?? packet);
  }
}

function broadcasterOf() {
  const listeners = new Set<CommitListener>();
  const ticks = new Set<() => void>();
  let slow = 0;
  const broadcaster = new LegacyBroadcaster({
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSlow: () => slow++,
    clock: {
      elapsed: () => 0,
      later(_ms, run) {
        ticks.add(run);
        return () => ticks.delete(run);
      },
    },
  });
  return {
    broadcaster,
    commit: (...events: readonly CanonicalEvent[]) =>
      listeners.forEach((reported) => reported(events)),
    tick() {
      const due = [...ticks];
      ticks.clear();
      for (const run of due) run();
    },
    waiting: () => ticks.size,
    slow: () => slow,
    following: () => listeners.size,
  };
}

const event = (id: number, source = "claude"): CanonicalEvent => ({
  id,
  ...testDraft({ source, data: { text: `summary-${id}` } }),
});

Deno.test("LegacyBroadcaster tells each client of each event, those of a tick together", () => {
  const { broadcaster, commit, tick, waiting } = broadcasterOf();
  const [one, other] = [new FakeListener(), new FakeListener()];
  broadcaster.add(one);
  broadcaster.add(other);
  commit(event(1), event(2));
  commit(event(3));
  assertEquals([one.got, waiting()], [[], 1]);
  tick();
  const all = ["summary-1", "summary-2", "summary-3"];
  assertEquals([one.got, other.got], [all, all]);
  broadcaster.delete(other);
  commit(event(4));
  tick();
  assertEquals([one.got.length, other.got.length], [4, 3]);
});

Deno.test("LegacyBroadcaster tells nobody of events that the monitor made itself", () => {
  const { broadcaster, commit, tick } = broadcasterOf();
  const listener = new FakeListener();
  broadcaster.add(listener);
  commit(event(1, OWN_SOURCE), event(2));
  tick();
  assertEquals(listener.got, ["summary-2"]);
});

Deno.test("LegacyBroadcaster leaves out a client that does not read, and counts that", () => {
  const { broadcaster, commit, tick, slow } = broadcasterOf();
  const [one, other] = [new FakeListener(), new FakeListener()];
  other.isSlow = true;
  broadcaster.add(one);
  broadcaster.add(other);
  commit(event(1));
  tick();
  assertEquals([one.got, other.got, slow()], [["summary-1"], [], 1]);
});

Deno.test("LegacyBroadcaster leaves out what was passed on as it came, that once", () => {
  const { broadcaster, commit, tick } = broadcasterOf();
  const listener = new FakeListener();
  broadcaster.add(listener);
  commit(event(1), event(2));
  broadcaster.skip([1]);
  tick();
  assertEquals(listener.got, ["summary-2"]);
  // Nothing waits: what was passed on is not remembered.
  broadcaster.skip([3]);
  commit(event(1), event(3));
  tick();
  assertEquals(listener.got, ["summary-2", "summary-1", "summary-3"]);
});

Deno.test("LegacyBroadcaster keeps nothing for clients that are yet to come", () => {
  const { broadcaster, commit, tick, waiting } = broadcasterOf();
  commit(event(1));
  assertEquals(waiting(), 0);
  const listener = new FakeListener();
  broadcaster.add(listener);
  tick();
  assertEquals(listener.got, []);
});

Deno.test("LegacyBroadcaster tells what waits when it ends, and nothing more", () => {
  const { broadcaster, commit, waiting, following } = broadcasterOf();
  const listener = new FakeListener();
  broadcaster.add(listener);
  commit(event(1));
  broadcaster.close();
  assertEquals([listener.got, waiting(), following()], [["summary-1"], 0, 0]);
  broadcaster.tell([{ message: "late", body: {} }]);
  assertEquals(listener.got, ["summary-1"]);
});
