/** JSON text of a `T` that is already there: it goes out as it is, without being encoded again. */
export class EncodedJson<T> {
  /** Keeps `T` apart in the type system; never set. */
  declare readonly shape: T;

  constructor(readonly text: string) {}
}
