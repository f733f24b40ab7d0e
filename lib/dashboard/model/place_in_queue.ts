/** Where in the queue of questions a person is. */
export interface PlaceInQueue {
  /** From 0; absent when what was chosen does not wait any more, or nobody does. */
  readonly place: number | undefined;
  /** The event whose question is shown. */
  readonly shown: number | undefined;
  /** The events that come after and before it; absent at the ends. */
  readonly next: number | undefined;
  readonly previous: number | undefined;
}

/**
 * @param waiting the events that ask, who waits longest first
 * @param chosen the event that the person reads; the first one unless said
 */
export function placeInQueue(waiting: readonly number[], chosen?: number): PlaceInQueue {
  const shown = chosen ?? waiting[0];
  const at = shown === undefined ? -1 : waiting.indexOf(shown);
  if (at === -1) {
    // What was answered while it was read leads on to who waits longest.
    return { place: undefined, shown, next: waiting[0], previous: undefined };
  }
  return { place: at, shown, next: waiting[at + 1], previous: waiting[at - 1] };
}
