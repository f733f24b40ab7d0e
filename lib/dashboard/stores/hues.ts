/** How many colours there are for sessions; the styles name them `hue-0` and so on. */
export const HUES = 8;

/**
 * Gives each session its colour, in the order in which they are first seen in the stream: a view
 * that draws before the stream is there has to wait, so that all views show the same colours.
 */
export class SessionHues {
  #given = new Map<string, number>();
  #begun = false;

  /** Takes in sessions in the order of their events. */
  note(sessions: Iterable<string | undefined>): void {
    this.#begun = true;
    for (const session of sessions) this.of(session);
  }

  of(session: string | undefined): number | undefined {
    if (session === undefined || !this.#begun) return undefined;
    let hue = this.#given.get(session);
    if (hue === undefined) {
      hue = this.#given.size % HUES;
      this.#given.set(session, hue);
    }
    return hue;
  }
}
