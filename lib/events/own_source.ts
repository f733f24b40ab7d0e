/** The source of events that no emitter sent: the server's own, and those that follow from others. */
export const OWN_SOURCE = "monitor";
