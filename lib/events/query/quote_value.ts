/** A value as a query has it in quotes: what would end it, or hide the next sign, is escaped. */
export function quoteValue(value: string): string {
  return `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** A value as people would type it behind a field's colon: in quotes only where it needs them. */
export function typedValue(value: string): string {
  return /^[\p{L}\p{N}_.@+~-][\p{L}\p{N}_.@+~:/-]*$/u.test(value) ? value : quoteValue(value);
}
