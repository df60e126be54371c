// Pictures of at most 256 colours as PNG (W3C PNG, third edition), encoded here so that one seed gives the same bytes in every
// browser and in tests.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function adler(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) b += a += bytes[at] as number;
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** DEFLATE (RFC 1951) with the fixed codes; of repetitions it knows only that of the byte before, which is what flat areas are. */
class Deflate {
  private out = new Uint8Array(1 << 16);
  private length = 0;
  private held = 0;
  private bits = 0;

  private put(value: number, bits: number): void {
    this.held |= value << this.bits;
    this.bits += bits;
    while (this.bits >= 8) this.byte();
  }

  private byte(): void {
    if (this.length === this.out.length) {
      const grown = new Uint8Array(this.out.length * 2);
      grown.set(this.out);
      this.out = grown;
    }
    this.out[this.length++] = this.held & 0xff;
    this.held >>>= 8;
    this.bits -= 8;
  }

  /** Huffman codes go in with their highest bit first. */
  private code(code: number, bits: number): void {
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) turned |= ((code >> bit) & 1) << (bits - 1 - bit);
    this.put(turned, bits);
  }

  private symbol(symbol: number): void {
    if (symbol < 144) this.code(0x30 + symbol, 8);
    else if (symbol < 256) this.code(0x190 + symbol - 144, 9);
    else if (symbol < 280) this.code(symbol - 256, 7);
    else this.code(0xc0 + symbol - 280, 8);
  }

  encode(bytes: Uint8Array): Uint8Array {
    this.put(1, 1);
    this.put(1, 2);
    for (let at = 0; at < bytes.length; ) {
      const value = bytes[at] as number;
      this.symbol(value);
      let end = at + 1;
      while (bytes[end] === value) end++;
      let repeated = end - at - 1;
      for (; repeated >= 258; repeated -= 258) this.repeat(258);
      if (repeated >= 3) this.repeat(repeated);
      else for (; repeated > 0; repeated--) this.symbol(value);
      at = end;
    }
    this.symbol(256);
    if (this.bits > 0) {
      this.bits = 8;
      this.byte();
    }
    return this.out.slice(0, this.length);
  }

  private repeat(length: number): void {
    if (length === 258) this.symbol(285);
    else if (length <= 10) this.symbol(254 + length);
    else {
      const extra = Math.floor(Math.log2(length - 3)) - 2;
      const base = 3 + (4 << extra);
      this.symbol(261 + extra * 4 + ((length - base) >> extra));
      this.put((length - base) & ((1 << extra) - 1), extra);
    }
    this.code(0, 5);
  }
}

function chunk(type: string, data: Uint8Array | number[]): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at++) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function joined(parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Encodes indexed pixels; `colours` are 0xRRGGBB. */
export function png(width: number, height: number, pixels: Uint8Array, colours: readonly number[]): Uint8Array<ArrayBuffer> {
  // The filter "Up": rows that repeat the one above become zeros.
  const filtered = new Uint8Array((width + 1) * height);
  for (let y = 0, at = 0; y < height; y++) {
    filtered[at++] = 2;
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const above = y === 0 ? 0 : (pixels[row - width + x] as number);
      filtered[at++] = (pixels[row + x] as number) - above;
    }
  }
  const check = adler(filtered);
  const tail = [24, 16, 8, 0].map((shift) => (check / 2 ** shift) & 0xff);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]);
  return joined([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", joined([[0x78, 0x01], new Deflate().encode(filtered), tail])),
    chunk("IEND", []),
  ]);
}
