/**
 * Columns of the terminal that the result goes to.
 *
 * @param elsewhere what holds where it goes into a pipe or a file
 */
export function terminalWidth(elsewhere: number): number {
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : elsewhere;
}
