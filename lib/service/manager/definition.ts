/** What a service manager is to know of the service, whatever form it writes it in. */
export interface Definition {
  /** The program, as a full path, and its arguments. */
  readonly command: readonly string[];
  /** Variables that the program needs to be found at all; none for the binary. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Stands in each definition that this program writes: one without it is somebody else's. */
const MARKER = "Written by 'mpm-monitor service install'";

/** One line for people who open the file. */
export const ABOUT = `${MARKER}; 'mpm-monitor service uninstall' removes it`;

/** Whether this program has written a definition. */
export function isOurs(text: string): boolean {
  return text.includes(MARKER);
}
