// Times of the day, kept as `17:30`, as people write them.

/** What was written as a time, from `00:00` to `24:00`; nothing where it is none. */
export function readTime(text: string): string | null {
  const [, hour, minute = "00", half] = /^(\d{1,2})(?: ?[:.,h]? ?(\d{2}))?(?: ?(?:uhr|h))?(?: ?([ap])\.? ?m\.?)?$/i.exec(text.trim()) ?? [];
  if (hour === undefined || Number(minute) > 59) return null;
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (hours > 24 || (hours === 24 && Number(minute) > 0)) return null;
  return `${String(hours).padStart(2, "0")}:${minute}`;
}

/** A time as a language writes it. Midnight at the end of a day is `24:00` in all of them. */
export function showTime(time: string, locale: string): string {
  if (time === "24:00") return time;
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(Date.parse(`2026-01-05T${time}:00Z`));
}

/** The next whole step before or after a time, within the day. */
export function stepped(time: string, direction: 1 | -1, step = 15): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const now = (hours * 60 + minutes) / step;
  const next = Math.min(24 * 60, Math.max(0, (direction > 0 ? Math.floor(now) + 1 : Math.ceil(now) - 1) * step));
  return `${String(Math.floor(next / 60)).padStart(2, "0")}:${String(next % 60).padStart(2, "0")}`;
}
