import { MockBackend, type Scene } from "@candor/ipc/mock";
import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import App from "./App.svelte";

afterEach(cleanup);

const show = (scene: Scene) => render(App, { backend: new MockBackend(scene) });

test("a running session shows what is captured and what waits", async () => {
  const page = show("running");
  await page.findByText("Recording");
  page.getByText("Harbour website");
  page.getByText("1:24:12");
  page.getByText("On, verified 24 s ago");
  expect(page.getAllByText("Off")).toHaveLength(2);
  expect(page.getByText("under review").previousElementSibling?.textContent).toBe("7");
});

test("a paused session captures nothing and says so", async () => {
  const page = show("paused");
  await page.findByText("Paused");
  page.getByText("No activity was counted for a while. Nothing is recorded until you resume.");
  expect(page.getAllByText("Off")).toHaveLength(4);
});

test("a problem is an alert with its code", async () => {
  const page = show("troubled");
  const alert = await page.findByRole("alert");
  expect(alert.textContent).toContain("camera_busy");
  expect(page.queryByText("Everything works.")).toBeNull();
  expect(page.getByText("Recording").closest("section")?.classList).toContain("trouble");
});

test("an agent without a client is told how to begin", async () => {
  const page = show("fresh");
  await page.findByText("Nothing is recorded");
  page.getByText("candor enroll INVITATION");
});

test("without an engine the window says how to start one, and shows no status", async () => {
  const page = show("absent");
  await page.findByText("No engine is running");
  page.getByText("candor run --project PROJECT");
  expect(page.queryByText("Captured now")).toBeNull();
});
