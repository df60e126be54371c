// Calendar days as `YYYY-MM-DD`. They have no zone; which instants they hold is the server's to say.

const DAY = 86_400_000;

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

export const isDay = (text: string | null | undefined): text is string =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(noon(text ?? "")) && new Date(noon(text ?? "")).toISOString().startsWith(text ?? "");

/** The day so many days later, or earlier. */
export const shifted = (day: string, by: number): string => new Date(noon(day) + by * DAY).toISOString().slice(0, 10);

/** The day that it is in a zone. */
export function dayOf(at: number, zone?: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { ...(zone === undefined ? {} : { timeZone: zone }), year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(at);
}

/** The browser's own zone. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Monday to Sunday of the week that holds a day. */
export function weekOf(day: string): { from: string; to: string } {
  const from = shifted(day, -((new Date(noon(day)).getUTCDay() + 6) % 7));
  return { from, to: shifted(from, 6) };
}

/** The first to the last day of the month that holds a day. */
export function monthOf(day: string): { from: string; to: string } {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return { from: `${day.slice(0, 8)}01`, to: new Date(Date.UTC(year, month, 0, 12)).toISOString().slice(0, 10) };
}

/** Every day of a range, both ends in it. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = shifted(day, 1)) days.push(day);
  return days;
}
