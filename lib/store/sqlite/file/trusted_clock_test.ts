import { assert, assertEquals } from "@std/assert";
import { type ClockMemory, TrustedClock } from "./trusted_clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TODAY = Date.UTC(2026, 10, 27, 12);
const MONTH = 30 * DAY;

/** A machine whose clocks the test moves, with one event a minute. */
class Machine {
  wall: number;
  running = 5_000;
  last = 0;
  clock: TrustedClock;

  constructor(wall = TODAY, memory: ClockMemory | null = null, newest: number | null = null) {
    this.wall = wall;
    this.clock = new TrustedClock({ now: this.now, memory, newest });
  }

  get now() {
    return { wall: this.wall, running: this.running };
  }

  run(ms: number): this {
    for (let ran = 0; ran < ms; ran += MINUTE) {
      this.wall += MINUTE;
      this.running += MINUTE;
      this.clock.look(this.now, this.last);
      this.last += 1;
    }
    return this;
  }

  /** The next run, after being off. */
  restart(off: number): Machine {
    const next = new Machine(this.wall + off, this.clock.memory, this.wall);
    next.last = this.last;
    return next;
  }

  /** How old an event is that was received just now. */
  isOld(id: number, received: number): boolean {
    return this.clock.receivedAt(id, received) < this.clock.oldest(MONTH);
  }
}

Deno.test("a clock that is steady is followed", () => {
  const machine = new Machine().run(10 * HOUR);
  assertEquals(machine.clock.time, machine.wall);
  assertEquals(machine.isOld(1, TODAY - MONTH), true);
  assertEquals(machine.isOld(1, TODAY - MONTH + 11 * HOUR), false);
});

Deno.test("a start with a clock ahead makes nothing old, however often it is started", () => {
  for (const ahead of [40 * DAY, 400 * DAY, 20_000 * DAY]) {
    let machine = new Machine().run(HOUR);
    for (let start = 0; start < 20; start++) {
      machine = machine.restart(start === 0 ? ahead : MINUTE).run(5 * MINUTE);
      assertEquals(machine.isOld(1, TODAY), false, `start ${start}`);
    }
    machine.run(4 * HOUR);
    assertEquals(machine.isOld(1, TODAY), false);
    assertEquals(machine.isOld(machine.last, machine.wall), false);
  }
});

Deno.test("a clock that is ahead for good is followed a day for each hour, after some hours", () => {
  const machine = new Machine().run(HOUR).restart(40 * DAY).run(3 * HOUR - MINUTE);
  assert(machine.clock.lead >= 40 * DAY - MINUTE);
  machine.run(10 * HOUR);
  assert(Math.abs(machine.clock.lead - 30 * DAY) < HOUR, `${machine.clock.lead / DAY}`);
  machine.run(40 * HOUR);
  assertEquals(machine.clock.lead, 0);
  assertEquals(machine.isOld(1, TODAY), true);
});

Deno.test("a jump makes nothing old, whether one clock jumps or both", () => {
  for (const jump of ["wall", "both"]) {
    const machine = new Machine().run(5 * HOUR);
    machine.wall += 400 * DAY;
    if (jump === "both") machine.running += 400 * DAY;
    machine.run(2 * HOUR);
    assertEquals(machine.isOld(1, TODAY), false, jump);
    machine.wall -= 400 * DAY;
    machine.run(5 * HOUR);
    assertEquals(machine.isOld(1, TODAY), false, jump);
    assert(Math.abs(machine.clock.time - machine.wall) < HOUR);
  }
});

Deno.test("events of a wrong clock are as old as they are, before and after it is set right", () => {
  for (const wrong of [0, TODAY + 400 * DAY]) {
    const machine = new Machine(wrong === 0 ? TODAY : wrong, {
      time: TODAY,
      wall: TODAY,
      steady: 0,
      shifts: [],
    });
    machine.wall = wrong;
    machine.run(HOUR);
    const received = machine.wall;
    const id = machine.last;
    machine.run(MINUTE);
    machine.wall = TODAY + 2 * HOUR;
    machine.run(10 * HOUR);
    assertEquals(machine.isOld(id, received), false, `${wrong}`);
    const at = machine.clock.receivedAt(id, received);
    assert(Math.abs(at - TODAY - HOUR) < 15 * MINUTE, `${wrong}: ${(at - TODAY) / MINUTE}`);
    machine.run(MONTH);
    assertEquals(machine.isOld(id, received), true, `${wrong}`);
  }
});

Deno.test("a server that is off every night keeps up", () => {
  let machine = new Machine().run(4 * HOUR);
  for (let day = 0; day < 40; day++) machine = machine.restart(16 * HOUR).run(8 * HOUR);
  assertEquals(machine.clock.lead, 0);
  assertEquals(machine.isOld(1, TODAY), true);
});

Deno.test("a store of an older release begins with its newest event", () => {
  const machine = new Machine(TODAY + 40 * DAY, null, TODAY).run(HOUR);
  assertEquals(machine.isOld(1, TODAY - DAY), false);
  const set = new Machine(TODAY, null, TODAY + 400 * DAY);
  assertEquals(set.clock.time, TODAY);
});

Deno.test("what is remembered stays small, and goes with the events", () => {
  const machine = new Machine().run(HOUR).restart(20_000 * DAY);
  machine.run(900 * HOUR);
  assert(machine.clock.memory.shifts.length <= 1000, `${machine.clock.memory.shifts.length}`);
  machine.clock.forgetUpTo(machine.last);
  assertEquals(machine.clock.memory.shifts.length, 1);
  const { memory } = machine.clock;
  assertEquals(JSON.parse(JSON.stringify(memory)), memory);
});
