// What is shown of a notice is its text, word for word.

import { MockBackend } from "@candor/ipc/mock";
import { cleanup, render, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { App as Model } from "../../lib/app.svelte";
import { words } from "../../lib/notice";
import Harness from "./NoticeHarness.test.svelte";

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
  const page = render(Harness, { model: new Model(backend, { lang }), project: PROJECT });
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
