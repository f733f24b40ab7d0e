import type { PageFile } from "./page_file.ts";

/** A value as SQLite stores it. `undefined`: it cannot be read. */
export type Value = null | number | string | Uint8Array | undefined;

/** One row of some table. */
export interface RawRow {
  readonly id: number;
  readonly values: readonly Value[];
}

const TABLE_LEAF = 0x0d;
/** No row of ours is larger. */
const MAX_BYTES = 64 * 1024 * 1024;

type Pages = Pick<PageFile, "farPage" | "pageBytes" | "count">;

/**
 * The rows on one page, where it is a page of rows: by the page alone, whatever became of those
 * that lead to it. What makes no sense is left out.
 */
export function* rowsOnPage(page: Uint8Array, number: number, file: Pages): Generator<RawRow> {
  const start = number === 1 ? 100 : 0;
  if (page[start] !== TABLE_LEAF || page.length < file.pageBytes) return;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const cells = view.getUint16(start + 3);
  const first = start + 8 + cells * 2;
  if (first > page.length) return;
  for (let index = 0; index < cells; index++) {
    const at = view.getUint16(start + 8 + index * 2);
    if (at < first || at >= page.length) continue;
    const row = readCell(page, at, file);
    if (row !== null) yield row;
  }
}

function readCell(page: Uint8Array, at: number, file: Pages): RawRow | null {
  const [size, afterSize] = readVarint(page, at);
  const [id, afterId] = readVarint(page, afterSize);
  if (size < 2 || size > MAX_BYTES || !Number.isSafeInteger(id)) return null;
  const payload = readPayload(page, { at: afterId, size }, file);
  const values = payload === null ? null : readRecord(payload);
  return values === null ? null : { id, values };
}

/** The bytes of a row; what does not fit on its page goes on in a chain of others. */
function readPayload(
  page: Uint8Array,
  { at, size }: { at: number; size: number },
  file: Pages,
): Uint8Array | null {
  const usable = file.pageBytes;
  const mostLocal = usable - 35;
  if (size <= mostLocal) return at + size > usable ? null : page.subarray(at, at + size);
  const leastLocal = Math.floor((usable - 12) * 32 / 255) - 23;
  const fitting = leastLocal + (size - leastLocal) % (usable - 4);
  const local = fitting <= mostLocal ? fitting : leastLocal;
  if (at + local + 4 > usable) return null;
  const payload = new Uint8Array(size);
  payload.set(page.subarray(at, at + local));
  let next = new DataView(page.buffer, page.byteOffset + at + local).getUint32(0);
  for (let done = local; done < size;) {
    // The rest is lost, and reads as what it is not: whoever looks at the values finds out.
    if (next === 0 || next > file.count) return payload;
    const bytes = file.farPage(next);
    const part = Math.min(size - done, usable - 4);
    payload.set(bytes.subarray(4, 4 + part), done);
    done += part;
    next = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  }
  return payload;
}

/** The values of a record; `null` where it is none. */
function readRecord(bytes: Uint8Array): Value[] | null {
  const [headerBytes, begin] = readVarint(bytes, 0);
  if (headerBytes < begin || headerBytes > bytes.length || headerBytes > 100) return null;
  const values: Value[] = [];
  let at = headerBytes;
  for (let head = begin; head < headerBytes;) {
    const [type, next] = readVarint(bytes, head);
    head = next;
    const size = sizeOf(type);
    if (size === null || at + size > bytes.length) return null;
    values.push(readValue(bytes, at, type, size));
    at += size;
  }
  return at === bytes.length ? values : null;
}

const NUMBER_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;

function sizeOf(type: number): number | null {
  return type >= 12 ? Math.floor((type - 12) / 2) : NUMBER_BYTES[type] ?? null;
}

function readValue(bytes: Uint8Array, at: number, type: number, size: number): Value {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return new DataView(bytes.buffer, bytes.byteOffset + at).getFloat64(0);
  if (type < 7) return readInteger(bytes, at, size);
  const part = bytes.subarray(at, at + size);
  return type % 2 === 0 ? part.slice() : readText(part);
}

const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readText(bytes: Uint8Array): string | undefined {
  try {
    return TEXT.decode(bytes);
  } catch {
    return undefined;
  }
}

function readInteger(bytes: Uint8Array, at: number, size: number): number {
  let value = (bytes[at] ?? 0) << 24 >> 24;
  for (let index = 1; index < size; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

/** A number of 1 to 9 bytes, and where the next one begins. */
function readVarint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}
