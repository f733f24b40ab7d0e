import type { EventsAnswer } from "../contract/http.ts";
import type { EventBatch, GapNotice } from "../contract/socket.ts";

/** Asks `GET /api/events` for a page that follows an id. */
export type PageAfter = (bounds: { after: number; limit: number }) => Promise<EventsAnswer>;

/** Events that one page asks for: as many as the server gives at most. */
const PAGE = 1000;

/**
 * Fetches what the server left out since the reader was too slow, page by page, in id order.
 *
 * @param onFailure called when a page could not be read: throws to give up, returns to try again
 */
export async function* gapPages(
  { from, to }: GapNotice,
  page: PageAfter,
  onFailure: (error: unknown) => Promise<void>,
): AsyncGenerator<EventBatch> {
  for (let after = from - 1; after < to;) {
    let answer: EventsAnswer;
    try {
      answer = await page({ after, limit: PAGE });
    } catch (error) {
      await onFailure(error);
      continue;
    }
    yield { events: answer.events.filter(({ id }) => id <= to), last: Math.min(answer.last, to) };
    // A store may have lost the end of the gap to retention.
    if (!answer.more || answer.last <= after) return;
    after = answer.last;
  }
}
