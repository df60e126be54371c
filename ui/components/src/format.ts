// Numbers, dates and times as a language writes them, in the person's own time zone.

import type { Args } from "./words.svelte";

type Instant = string | number;

const ms = (at: Instant): number => (typeof at === "number" ? at : Date.parse(at));

export class Format {
  readonly #number: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #dateTime: Intl.DateTimeFormat;
  readonly #list: Intl.ListFormat;

  constructor(
    private readonly locale: string,
    private readonly t: (id: string, args?: Args) => string,
    zone?: string,
  ) {
    const inZone = zone === undefined ? {} : { timeZone: zone };
    this.#number = new Intl.NumberFormat(locale);
    this.#time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", ...inZone });
    this.#seconds = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", ...inZone });
    this.#date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", ...inZone });
    this.#day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
    this.#dateTime = new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      ...inZone,
    });
    this.#list = new Intl.ListFormat(locale, { type: "conjunction" });
  }

  number = (value: number): string => this.#number.format(value);
  /** `14:03` */
  time = (at: Instant): string => this.#time.format(ms(at));
  /** `14:03:27` */
  seconds = (at: Instant): string => this.#seconds.format(ms(at));
  /** `22 November 2026` */
  date = (at: Instant): string => this.#date.format(ms(at));
  /** `22 Nov 2026, 14:03` */
  dateTime = (at: Instant): string => this.#dateTime.format(ms(at));
  /** A calendar day such as `2026-11-22`: `Sunday 22 November`. It has no zone. */
  day = (day: string): string => this.#day.format(Date.parse(`${day}T12:00:00Z`));
  /** What people call a zone such as `Europe/Dublin`, around a time: `Ireland Time`. */
  zone(zone: string, at: Instant): string {
    if (/^(?:Etc\/)?(?:UTC|UCT|Zulu|Universal)$/.test(zone)) return "UTC";
    try {
      const parts = new Intl.DateTimeFormat(this.locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(ms(at));
      return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
    } catch {
      // A zone that this system has never heard of.
      return zone.replaceAll("_", " ");
    }
  }
  /** `a, b and c` */
  list = (items: readonly string[]): string => this.#list.format(items);

  /** A stretch of time as a clock counts it: `1:24:12`. */
  clock(milliseconds: number): string {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const two = (value: number) => String(value).padStart(2, "0");
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  /** A stretch of time in words, to the minute: `1 h 24 min`; under a minute `24 s`. */
  duration(milliseconds: number): string {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    if (seconds < 60) return this.t("duration-seconds", { seconds });
    const minutes = Math.floor(seconds / 60) % 60;
    const hours = Math.floor(seconds / 3600);
    if (hours === 0) return this.t("duration-minutes", { minutes });
    return this.t("duration-hours", { hours, minutes });
  }

  /** How long ago, as a person would say it; after a day the date. */
  ago(at: Instant, now: number): string {
    const seconds = Math.max(0, Math.round((now - ms(at)) / 1000));
    if (seconds < 5) return this.t("ago-now");
    if (seconds < 60) return this.t("ago-seconds", { seconds });
    if (seconds < 3600) return this.t("ago-minutes", { minutes: Math.floor(seconds / 60) });
    if (seconds < 86_400) return this.t("ago-hours", { hours: Math.floor(seconds / 3600) });
    return this.dateTime(at);
  }

  /** `91 kB`, `4.2 MB` */
  bytes(bytes: number): string {
    if (bytes < 1000) return this.t("bytes", { value: this.number(bytes) });
    if (bytes < 1_000_000) return this.t("kilobytes", { value: this.number(Math.round(bytes / 1000)) });
    return this.t("megabytes", { value: this.number(Math.round(bytes / 100_000) / 10) });
  }
}
