/** How many colours there are for sessions; the styles name them `hue-0` and so on. */
export const HUES = 8;

/** Gives each session its colour, in the order in which they are first seen. */
export class SessionHues {
  #given = new Map<string, number>();

  of(session: string | undefined): number | undefined {
    if (session === undefined) return undefined;
    let hue = this.#given.get(session);
    if (hue === undefined) {
      hue = this.#given.size % HUES;
      this.#given.set(session, hue);
    }
    return hue;
  }
}
