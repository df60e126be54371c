// A policy while it is written: what its form holds, and what the server gets of it.

import type { Schemas } from "../../lib/api";
import { CATEGORIES } from "../people/consents";

type Category = Schemas["Category"];
type Terms = Schemas["Terms"];

/** A category's terms in a form; what is off keeps what was typed, in case it is turned on again. */
export interface FormTerms extends Omit<Terms, "recipients" | "max_bytes"> {
  announce: Schemas["Announce"];
  /** One in each line. */
  recipients: string;
  kilobytes: number;
}

export interface Form {
  categories: Record<Category, FormTerms>;
  grace_hours: number;
  review_minutes: number;
  /** Pictures stay covered until somebody asks for them. */
  covered: boolean;
  /** Whoever looks must say why. */
  reason: boolean;
  hours: boolean;
  from: string;
  to: string;
  days: Schemas["Weekday"][];
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Schemas["Weekday"][];
export const BASES = ["consent", "contract", "legal_obligation", "legitimate_interests"] as const satisfies readonly Schemas["LawfulBasis"][];
export const ANNOUNCED = ["none", "after", "before"] as const satisfies readonly Schemas["Announce"][];

/** Whether a category takes pictures. */
export const takes = (category: Category): boolean => category === "screenshots" || category === "webcam_stills";

/** What asks least of anybody: nothing is collected, and what is turned on is optional, rare and soon deleted. */
const least = (category: Category): FormTerms => ({
  requirement: "off",
  per_hour: category === "activity_counts" ? 60 : category === "screenshots" ? 4 : category === "webcam_stills" ? 1 : 0,
  kilobytes: takes(category) ? 300 : 0,
  retention_days: 30,
  lawful_basis: "consent",
  purpose: "",
  recipients: "",
  location: "",
  declining: "",
  announce: category === "webcam_stills" ? "before" : takes(category) ? "after" : "none",
});

/** The form of a policy; with none, of one that asks least. */
export function formOf(policy: Schemas["PolicyDraft"] | undefined): Form {
  const terms = (policy?.categories ?? {}) as Partial<Record<Category, Terms>>;
  const hours = policy?.working_hours;
  return {
    categories: Object.fromEntries(
      CATEGORIES.map((category) => {
        const own = terms[category];
        if (!own) return [category, least(category)];
        const { recipients, max_bytes, ...rest } = own;
        return [category, { ...rest, announce: own.announce ?? "none", recipients: recipients.join("\n"), kilobytes: Math.round(max_bytes / 1000) }];
      }),
    ) as Record<Category, FormTerms>,
    grace_hours: policy?.grace_hours ?? 24,
    review_minutes: policy?.review_minutes ?? 10,
    // A policy that says nothing of it shows pictures at once; a new one covers them.
    covered: policy ? policy.looking?.covered === true : true,
    reason: policy?.looking?.reason === true,
    hours: Boolean(hours),
    from: hours?.from ?? "08:00",
    to: hours?.to ?? "18:00",
    days: hours?.days ?? ["mon", "tue", "wed", "thu", "fri"],
  };
}

/** What a form says, for the server. What is off is left out. */
export function draftOf(form: Form): Schemas["PolicyDraft"] {
  const categories = Object.fromEntries(
    CATEGORIES.filter((category) => form.categories[category].requirement !== "off").map((category) => {
      const { recipients, kilobytes, announce, ...rest } = form.categories[category];
      const terms: Terms = {
        ...rest,
        recipients: recipients.split("\n").map((line) => line.trim()).filter(Boolean),
        max_bytes: takes(category) ? kilobytes * 1000 : 0,
        announce: takes(category) ? announce : "none",
      };
      return [category, terms];
    }),
  );
  return {
    categories,
    grace_hours: form.grace_hours,
    review_minutes: form.review_minutes,
    looking: { covered: form.covered, reason: form.reason },
    ...(form.hours ? { working_hours: { days: WEEKDAYS.filter((day) => form.days.includes(day)), from: form.from, to: form.to } } : {}),
  };
}
