// A day in quarters of an hour, a letter each, as the server tells it: how that is drawn.

/** What a stretch of a strip is. */
export type Kind = "worked" | "paused" | "gap";

const KINDS: Record<string, Kind> = { w: "worked", p: "paused", g: "gap" };

/** A stretch of the same, in quarters from midnight. */
export interface Run {
  kind: Kind;
  from: number;
  to: number;
}

export function runs(strip: string): Run[] {
  const made: Run[] = [];
  [...strip].forEach((letter, at) => {
    const kind = KINDS[letter];
    if (kind === undefined) return;
    const last = made.at(-1);
    if (last?.kind === kind && last.to === at) last.to = at + 1;
    else made.push({ kind, from: at, to: at + 1 });
  });
  return made;
}

/** What part of a day all strips are drawn over: whole hours in quarters, eight hours at least where the day has them. */
export function window(strips: readonly string[]): { from: number; to: number } {
  const length = Math.max(96, ...strips.map(({ length }) => length));
  const all = strips.flatMap(runs);
  const hour = (quarters: number, round: (hours: number) => number) => round(quarters / 4) * 4;
  let from = all.length > 0 ? hour(Math.min(...all.map(({ from }) => from)), Math.floor) : 32;
  let to = all.length > 0 ? hour(Math.max(...all.map(({ to }) => to)), Math.ceil) : 72;
  while (to - from < 32 && (from > 0 || to < length)) {
    if (to < length) to += 4;
    if (to - from < 32 && from > 0) from -= 4;
  }
  return { from, to: Math.min(to, length) };
}

/** The hours to write along it, at most about nine. */
export function hours({ from, to }: { from: number; to: number }): number[] {
  const step = [1, 2, 3, 4, 6].find((hours) => (to - from) / 4 / hours <= 9) ?? 12;
  const made: number[] = [];
  for (let at = from; at <= to; at += 4) if ((at / 4) % step === 0) made.push(at);
  return made;
}

/** How high each quarter's activity stands, from 0 to 1, where there is any. */
export const levels = (text: string): { at: number; share: number }[] =>
  [...text].flatMap((letter, at) => (/[1-4]/.test(letter) ? [{ at, share: Number(letter) / 4 }] : []));
