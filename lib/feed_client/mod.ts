/** Reads a server's feed: connects, subscribes, resumes and fills gaps, in the page and elsewhere. */
export { type FeedAddress, FeedConnection, type FeedListener } from "./connection.ts";
export { Cursor } from "./cursor.ts";
export { gapPages, type PageAfter } from "./gap_pages.ts";
