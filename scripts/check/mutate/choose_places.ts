import { hash, type Place } from "./places.ts";

/**
 * Chooses places at random, spread over files: a file with four times the places has twice the
 * chance. The same seed chooses the same places, and mostly the same ones after the code has
 * changed elsewhere, since each place draws its own number.
 *
 * @param places of all files
 * @param count how many at most
 */
export function choosePlaces(places: readonly Place[], seed: number, count: number): Place[] {
  const files = Map.groupBy(places, ({ path }) => path);
  const drawn = [...files.values()].flatMap((own) =>
    own.map((place) => ({ place, number: hash(`${seed} ${place.id}`) }))
      .sort((a, b) => a.number - b.number)
      .map(({ place, number }, rank) => ({
        place,
        // What is first in its file comes before what is second in another one of that size.
        turn: (rank + number / 2 ** 53) / Math.sqrt(own.length),
      }))
  );
  return drawn.sort((a, b) => a.turn - b.turn).slice(0, count).map(({ place }) => place);
}
