/**
 * Lets each of a server's threads collect its garbage before it is much: else a body of many small
 * events leaves some hundred MiB of it, and the server keeps them for minutes.
 */
const FLAGS = "--max-semi-space-size=4,--heap-growing-percent=40";

/** Pieces of bodies are of so many bytes: glibc gives back to the system at once what is as large. */
const PIECE = "65536";

/**
 * The variables that keep a server's memory small, of Deno and of glibc; what is set already stays.
 *
 * @param get reads one environment variable
 */
export function memoryVariables(
  get: (name: string) => string | undefined,
): Readonly<Record<string, string>> {
  return {
    DENO_V8_FLAGS: get("DENO_V8_FLAGS") || FLAGS,
    MALLOC_MMAP_THRESHOLD_: get("MALLOC_MMAP_THRESHOLD_") || PIECE,
  };
}
