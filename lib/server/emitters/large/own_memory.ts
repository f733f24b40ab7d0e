/**
 * Bytes that share their memory with nothing, and can be handed over to another thread: a piece
 * that is a part of something larger is copied.
 */
export function ownMemory(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = piece;
  return buffer instanceof ArrayBuffer && buffer.byteLength === piece.length
    ? new Uint8Array(buffer)
    : new Uint8Array(piece);
}
