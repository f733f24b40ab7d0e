/** How many colours there are for sessions; the styles name them `hue-0` and so on. */
export const HUES = 8;

/**
 * Gives each session its colour, by age. Until it is known which sessions there are, none has one:
 * what happens to be drawn first would decide it otherwise.
 */
export class SessionHues {
  #given = new Map<string, number>();
  #begun = false;

  /** Takes in the sessions there are, the oldest first. */
  begin(sessions: readonly string[]): void {
    this.#begun = true;
    this.note(sessions);
  }

  /** Takes in sessions in the order of their events. */
  note(sessions: Iterable<string | undefined>): void {
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
