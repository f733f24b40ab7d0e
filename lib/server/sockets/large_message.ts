/** A message whose JSON is too large for the main thread: its name is known, and no more is read. */
export class LargeMessage {
  /** The JSON list of the message: its name, and what was said. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
