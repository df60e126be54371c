// What is shown of a notice is its text, word for word.

import type { SampleUpdate } from "@candor/ipc";
import { MockBackend } from "@candor/ipc/mock";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { App as Model } from "../../lib/app.svelte";
import { words } from "../../lib/notice";
import { renderIn } from "../../lib/rendering";
import Notice from "./Notice.svelte";
import Sample from "./Sample.svelte";
import Summary from "./Summary.svelte";

const PROJECT = "0192a7c0-2000-7000-8000-000000000001";
const NOW = Date.parse("2026-11-18T13:20:00.000Z");

afterEach(cleanup);

function show(lang: string, change: (text: string) => string = (text) => text) {
  const backend = new MockBackend("undecided", { now: () => NOW, pace: 0 });
  let shown = "";
  const ask = backend.notice.bind(backend);
  backend.notice = async (project, wanted) => {
    const notice = await ask(project, wanted);
    shown = change(notice.text);
    return { ...notice, text: shown };
  };
  const page = renderIn(new Model(backend, { lang }), Notice, { project: PROJECT });
  return { page, text: () => shown };
}

const spoken = (page: HTMLElement) =>
  [...page.querySelectorAll("[data-notice]")].flatMap((one) => (one.textContent ?? "").split(/\s+/)).filter(Boolean);

test.each(["en", "de", "es"])("in %s every word is there, in its place, and none twice", async (lang) => {
  const { page, text } = show(lang);
  await waitFor(() => expect(page.container.querySelector("article")).not.toBeNull(), { timeout: 15_000 });
  expect(page.container.querySelectorAll("section.card")).toHaveLength(4);
  expect(page.container.querySelector("pre.plain")).toBeNull();
  expect(words(text()).length).toBeGreaterThan(800);
  expect(spoken(page.container)).toEqual(words(text()));
});

test("a text that doesn't read as a notice is shown whole, with the questions under it", async () => {
  const { page, text } = show("en", (whole) => whole.replace("What is never recorded\n", "What is never recorded\nmore\n\n"));
  await waitFor(() => expect(page.container.querySelector("pre.plain")).not.toBeNull(), { timeout: 15_000 });
  expect(page.container.querySelector("pre.plain")?.textContent).toBe(text());
  expect(page.getAllByText("Yes, record this")).toHaveLength(4);
});

test.each([
  ["en", "Only in the working hours: Monday to Friday, 09:00 to 17:30.", "You are told 10 seconds before each."],
  ["de", "Nur in der Arbeitszeit: Montag bis Freitag, 09:00 bis 17:30 Uhr.", "10 Sekunden vor jedem werden Sie benachrichtigt."],
  ["es", "Solo en el horario de trabajo: de lunes a viernes, de 09:00 a 17:30.", "Se le avisa 10 segundos antes de cada una."],
])("the minute says in %s when it can run, and what is announced", async (lang, hours, announced) => {
  const backend = new MockBackend("undecided", { now: () => NOW, pace: 0 });
  const { policy, categories } = await backend.notice(PROJECT, lang);
  const props = { policy, client: null, categories, onvisit: () => {} };
  const { rerender, container } = renderIn(new Model(backend, { lang }), Summary, props);
  const text = () => container.textContent ?? "";
  expect(text()).not.toContain(hours);
  expect(text()).not.toContain(announced);
  const screenshots = { ...policy.categories.screenshots!, announce: "before" as const };
  const said = { ...policy, working_hours: { days: ["mon", "tue", "wed", "thu", "fri"] as const, from: "09:00", to: "17:30" }, categories: { ...policy.categories, screenshots } };
  await rerender({ ...props, policy: said });
  expect(text()).toContain(hours);
  expect(text().split(announced)).toHaveLength(2);
});

test("what came of a sample stays where a part of it is missing", async () => {
  const backend = new MockBackend("undecided", { now: () => NOW, pace: 0 });
  const picture: SampleUpdate = {
    kind: "picture", category: "screenshots", at: new Date(NOW).toISOString(), monitor: 0, width: 4, height: 3, excluded: false, media_type: "image/webp", base64: "AAAA",
  };
  const updates: SampleUpdate[] = [{ kind: "shown" }, picture, { kind: "missed", code: "grab_failed", message: "The second monitor gave nothing." }, { ...picture, monitor: 2 }, { kind: "over" }];
  backend.sample = (_project, _category, tell) => (updates.forEach(tell), () => {});
  renderIn(new Model(backend, { lang: "en" }), Sample, { project: PROJECT, category: "screenshots" });
  await fireEvent.click(screen.getByRole("button", { name: "See a sample" }));
  expect(screen.getByText("The second monitor gave nothing.")).toBeDefined();
  expect(screen.getAllByRole("img")).toHaveLength(2);
  expect(screen.queryByText(/Taking the picture|Putting the pill/)).toBeNull();
});

const missed: SampleUpdate = { kind: "missed", code: "stalled", message: "The camera gave nothing in time." };

test.each<[string, SampleUpdate[], string]>([
  ["without a word", [{ kind: "shown" }, { kind: "over" }], "The sample ended with nothing to show"],
  ["before the pill", [{ kind: "over" }], "The sample ended with nothing to show"],
  ["with a reason", [{ kind: "shown" }, missed, { kind: "over" }], missed.message],
])("a sample that ends %s and without a picture says so, and is made again on request", async (_how, updates, said) => {
  const backend = new MockBackend("undecided", { now: () => NOW, pace: 0 });
  let asked = 0;
  backend.sample = (_project, _category, tell) => {
    asked += 1;
    updates.forEach(tell);
    return () => {};
  };
  renderIn(new Model(backend, { lang: "en" }), Sample, { project: PROJECT, category: "webcam_stills" });
  await fireEvent.click(screen.getByRole("button", { name: "See a sample" }));
  expect(screen.getByText(said)).toBeDefined();
  expect(screen.queryByText(/Taking the picture|Putting the pill/)).toBeNull();
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(asked).toBe(2);
});
