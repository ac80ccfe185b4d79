/** Messages on a stream of bytes: a length of four bytes, most significant first, then JSON in UTF-8. */
export const lengthBytes = 4;
export const longestFrameBytes = 64 * 2 ** 20;

export function toFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const frame = Buffer.allocUnsafe(lengthBytes + body.length);
  frame.writeUInt32BE(body.length, 0);
  body.copy(frame, lengthBytes);
  return frame;
}
