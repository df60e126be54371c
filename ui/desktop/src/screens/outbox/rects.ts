// Rectangles on a picture, in its own pixels. All are whole, lie inside and are large enough to be seen.

import type { Rect } from "@candor/ipc";

export interface Size {
  width: number;
  height: number;
}

/** The smallest side. */
export const LEAST = 8;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

/** The rectangle between two corners, inside a picture. */
export function spanned(size: Size, ax: number, ay: number, bx: number, by: number): Rect {
  const side = (a: number, b: number, length: number): [number, number] => {
    const least = Math.min(LEAST, length);
    const low = clamp(Math.floor(Math.min(a, b)), 0, length - least);
    const high = clamp(Math.ceil(Math.max(a, b)), low + least, length);
    return [low, high - low];
  };
  const [x, w] = side(ax, bx, size.width);
  const [y, h] = side(ay, by, size.height);
  return { x, y, w, h };
}

/** The same, moved as far as the picture goes. */
export function moved(size: Size, rect: Rect, dx: number, dy: number): Rect {
  return {
    ...rect,
    x: clamp(Math.round(rect.x + dx), 0, size.width - rect.w),
    y: clamp(Math.round(rect.y + dy), 0, size.height - rect.h),
  };
}

/** The same with its lower right corner moved. */
export function resized(size: Size, rect: Rect, dw: number, dh: number): Rect {
  return {
    ...rect,
    w: clamp(Math.round(rect.w + dw), Math.min(LEAST, size.width), size.width - rect.x),
    h: clamp(Math.round(rect.h + dh), Math.min(LEAST, size.height), size.height - rect.y),
  };
}

/** One in the middle of what is seen, for those who don't drag. */
export function middle(size: Size): Rect {
  const [w, h] = [Math.max(LEAST, Math.round(size.width / 5)), Math.max(LEAST, Math.round(size.height / 8))];
  return moved(size, { x: 0, y: 0, w: Math.min(w, size.width), h: Math.min(h, size.height) }, (size.width - w) / 2, (size.height - h) / 2);
}

/** Whether it is more than a click. */
export const drawn = (ax: number, ay: number, bx: number, by: number): boolean => Math.abs(ax - bx) >= 4 && Math.abs(ay - by) >= 4;
