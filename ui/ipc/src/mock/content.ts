// Whom the made-up agent works for, and on which terms.

import type { Category, Client, Policy, Project, Requirement, Terms } from "../generated.ts";
import { DAY, stamp } from "./time.ts";

export const CATEGORIES: readonly Category[] = ["activity_counts", "screenshots", "webcam_stills", "work_notes"];

export const HARBOUR: Client = {
  id: "0192a7c0-1000-7000-8000-000000000001",
  name: "Harbour Maps Ltd",
  contact: "privacy@harbour.example",
  address: "1 Quay Street, Dublin 1, Ireland",
  jurisdiction: "Ireland, European Union",
  authority: "Data Protection Commission, 6 Pembroke Row, Dublin, www.dataprotection.ie",
  operator: "Candor Hosting",
};

export const NORTHWIND: Client = {
  id: "0192a7c0-1000-7000-8000-000000000002",
  name: "Nordwind Verlag GmbH",
  contact: "datenschutz@nordwind.example",
  address: "Speicherstraße 4, 20457 Hamburg, Germany",
  jurisdiction: "Germany, European Union",
  authority: "Der Hamburgische Beauftragte für Datenschutz, Ludwig-Erhard-Str. 22, Hamburg",
  operator: "Candor Hosting",
};

export const LONGEST: Client = {
  id: "0192a7c0-1000-7000-8000-000000000003",
  name: "Gesellschaft für Vermessungswesen und Küstenkartographie mbH",
  contact: "auskunft@vermessungswesen-und-kuestenkartographie.example",
  address: "Am Alten Leuchtturm 117, 26548 Norderney, Germany",
  jurisdiction: "Germany, European Union",
  authority: "Die Landesbeauftragte für den Datenschutz Niedersachsen, Prinzenstraße 5, Hannover",
  operator: "Betriebsgesellschaft für vertrauliche Arbeitsnachweise eG",
};

/** What an enrolment is made of. */
export interface Enrolling {
  client: Client;
  server: string;
  projects: { project: Project; policy: Policy; earlier?: Policy }[];
}

function terms(requirement: Requirement, per_hour: number, over: Partial<Terms> = {}): Terms {
  return {
    requirement,
    per_hour,
    max_bytes: 0,
    purpose: "To show the port authority how the hours that it pays for were spent",
    lawful_basis: "consent",
    recipients: ["The project's two reviewers", "The port authority's auditor"],
    retention_days: 30,
    location: "A server of Candor Hosting in Ireland",
    declining: "",
    ...over,
  };
}

const PICTURE = { max_bytes: 1_500_000 };

function project(id: number, name: string, client: Client, testing = false): Project {
  return { id: `0192a7c0-2000-7000-8000-${String(id).padStart(12, "0")}`, name, client, testing };
}

function policy(project: Project, version: number, published: number, categories: Policy["categories"]): Policy {
  return { v: 1, project: project.id, version, published_at: stamp(published), review_minutes: 10, grace_hours: 24, categories };
}

/** The harbour's map and survey. */
export function harbour(now: number): Enrolling {
  const map = project(1, "Map of the harbour", HARBOUR);
  const counts = terms("required", 60, {
    declining: "You can send a weekly timesheet instead; ask Mary, and we pay the same.",
  });
  const notes = terms("optional", 0, { lawful_basis: "contract", retention_days: 90 });
  const earlier = policy(map, 2, now - 60 * DAY, {
    activity_counts: counts,
    screenshots: terms("optional", 6, { ...PICTURE, declining: "We are fine with it." }),
    webcam_stills: terms("optional", 1, { ...PICTURE, purpose: "To show who worked, where the port's safety rules ask for it", retention_days: 7 }),
    work_notes: notes,
  });
  const survey = project(2, "Survey boat rota", HARBOUR);
  return {
    client: HARBOUR,
    server: "https://candor.harbour.example",
    projects: [
      { project: map, policy: { ...earlier, version: 3, published_at: stamp(now - 24 * DAY) }, earlier },
      {
        project: survey,
        policy: policy(survey, 1, now - 40 * DAY, {
          activity_counts: { ...counts, requirement: "optional", declining: "" },
          work_notes: notes,
        }),
      },
    ],
  };
}

/** A publisher's atlas. */
export function northwind(now: number): Enrolling {
  const atlas = project(3, "Küstenatlas, 3. Auflage", NORTHWIND);
  const words = {
    purpose: "Abrechnung der Redaktionsstunden",
    recipients: ["Frau Petersen, Lektorat"],
    location: "Rechenzentrum in Frankfurt am Main",
    retention_days: 14,
  };
  return {
    client: NORTHWIND,
    server: "https://nachweis.nordwind.example",
    projects: [
      {
        project: atlas,
        policy: policy(atlas, 1, now - 30 * DAY, {
          activity_counts: terms("optional", 60, words),
          screenshots: terms("required", 4, { ...PICTURE, ...words, declining: "" }),
          work_notes: terms("optional", 0, words),
        }),
      },
    ],
  };
}

/** Names as long as names get. */
export function longest(now: number): Enrolling {
  const longNamed = project(4, "Neuvermessung der Fahrrinne zwischen Juist und Norderney 2026", LONGEST);
  const words = {
    purpose:
      "Zum Nachweis der geleisteten Vermessungsstunden gegenüber dem Bundesamt für Seeschifffahrt und Hydrographie nach § 14 der Rahmenvereinbarung",
    recipients: ["Die Projektleitung und ihre Stellvertretung", "Die Innenrevision der Gesellschaft für Vermessungswesen"],
    location: "Rechenzentrum der Betriebsgesellschaft für vertrauliche Arbeitsnachweise eG in Oldenburg",
  };
  return {
    client: LONGEST,
    server: "https://arbeitsnachweise.vermessungswesen-und-kuestenkartographie.example:8443",
    projects: [
      {
        project: longNamed,
        policy: policy(longNamed, 1, now - 20 * DAY, {
          activity_counts: terms("optional", 60, words),
          screenshots: terms("optional", 12, { ...PICTURE, ...words }),
          webcam_stills: terms("optional", 2, { ...PICTURE, ...words }),
          work_notes: terms("optional", 0, words),
        }),
      },
    ],
  };
}

/** The harbour's policy as it is after asking for more. */
export function widened(before: Policy, now: number): Policy {
  const { screenshots, work_notes } = before.categories;
  return {
    ...before,
    version: before.version + 1,
    published_at: stamp(now - DAY),
    categories: {
      ...before.categories,
      ...(screenshots && {
        screenshots: { ...screenshots, per_hour: 12, recipients: [...screenshots.recipients, "The harbour master's office"] },
      }),
      ...(work_notes && { work_notes: { ...work_notes, retention_days: 30 } }),
    },
  };
}

export const NOTES = [
  "Closed the five metre contour on sheet 14.",
  "Waiting for the depth data east of the breakwater.",
  "Call with Mary about the pier in the north: it moved by two metres.",
  "Checked the soundings of sheets 9 to 12 against last year's.",
  "Wrote the legend anew; the old symbols for wrecks were mixed up.",
];
