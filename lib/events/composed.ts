/** No other characters are changed by composition, nor change what precedes them. */
const MAY_CHANGE = /[\u0300-\uffff]/;

/**
 * A text with its characters composed (Unicode's form NFC). File systems and keyboards write one
 * letter in one or several code points; only in one form can texts be compared.
 */
export function composed(text: string): string {
  return MAY_CHANGE.test(text) ? text.normalize("NFC") : text;
}
