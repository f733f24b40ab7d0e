import { columnsOf, padColumns } from "./columns.ts";

/** A table of text: the first columns to the left, columns of numbers to the right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns hold words; those behind them hold numbers. */
  readonly words: number;
}

/** The lines of a table, as wide as its cells need. */
export function tableLines({ head, rows, words }: Table): string[] {
  const widths = head.map((title, index) =>
    Math.max(columnsOf(title), ...rows.map((row) => columnsOf(row[index] ?? "")))
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, index) => {
      const width = widths[index] ?? 0;
      return padColumns(cell, width, index < words ? "right" : "left");
    }).join("  ").trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)];
}
