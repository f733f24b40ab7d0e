import { gzipSync } from "node:zlib";

/** Compresses by gzip; its header holds no time. */
export function gzip(bytes: Uint8Array, quick: boolean): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes, { level: quick ? 1 : 9 }));
}

/** Compresses by the program `xz`, in one thread: more would make other bytes. */
export async function xz(
  bytes: Uint8Array<ArrayBuffer>,
  quick: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const child = new Deno.Command("xz", {
    args: ["--compress", "--stdout", "--threads=1", quick ? "-0" : "-9e"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const [{ success, stdout }] = await Promise.all([
    child.output(),
    new Blob([bytes]).stream().pipeTo(child.stdin),
  ]);
  if (!success) throw new Error("xz failed");
  return stdout;
}
