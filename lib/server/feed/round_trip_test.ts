import { assertEquals } from "@std/assert";
import { RoundTrip } from "./round_trip.ts";

Deno.test("RoundTrip tells how long the last ping took", () => {
  const trip = new RoundTrip();
  assertEquals(trip.ms(0), null);
  trip.ask(100);
  trip.answer(107);
  assertEquals(trip.ms(5_000), 7);
  trip.answer(6_000);
  assertEquals(trip.ms(6_000), 7);
});

Deno.test("RoundTrip counts up while a ping is unanswered", () => {
  const trip = new RoundTrip();
  trip.ask(100);
  assertEquals(trip.ms(130), 30);
  trip.answer(140);
  trip.ask(200);
  assertEquals(trip.ms(210), 40);
  assertEquals(trip.ms(900), 700);
  trip.ask(900);
  assertEquals(trip.ms(1_000), 800);
});
