// Working hours in words, the same as the notice has them.

import type { Weekday, WorkingHours } from "@candor/ipc";

import type { Args } from "./words.svelte";

export const WEEKDAYS: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Working hours, such as "Monday to Friday, 09:00 to 17:30". */
export const hoursInWords = ({ days, from, to }: WorkingHours, t: (id: string, args?: Args) => string): string =>
  t("working-hours", { days: daysInWords(days, t), from, to });

/** Days of the week in their order: from the first to the last where three or more follow each other without a break. */
function daysInWords(days: readonly Weekday[], t: (id: string, args?: Args) => string): string {
  const places = WEEKDAYS.flatMap((day, at) => (days.includes(day) ? [at] : []));
  const names = places.map((at) => t(`weekday-${WEEKDAYS[at]}`));
  if (names.length === WEEKDAYS.length) return t("weekdays-all");
  const [first = "", last = ""] = [names[0], names.at(-1)];
  if (names.length < 2) return first;
  const unbroken = (places.at(-1) ?? 0) - (places[0] ?? 0) === places.length - 1;
  if (unbroken && names.length > 2) return t("weekdays-range", { first, last });
  const butLast = names.slice(1, -1).reduce((days, day) => t("weekdays-more", { days, day }), first);
  return t("weekdays-last", { days: butLast, day: last });
}
