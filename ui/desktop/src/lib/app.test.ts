// What every screen has at hand: commands of the session one after the other, and no question asked each second.

import { MockBackend } from "@candor/ipc/mock";
import { cleanup } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import Consents from "../screens/data/Consents.svelte";
import Outbox from "../screens/outbox/Outbox.svelte";
import Session from "../screens/session/Session.svelte";
import Settings from "../screens/settings/Settings.svelte";
import { App } from "./app.svelte";
import { renderIn } from "./rendering";

const NOW = Date.parse("2026-11-18T13:20:00.000Z");

describe("commands of the session", () => {
  /** An app whose engine answers only when it is told to, and what it was asked. */
  function slow() {
    const backend = new MockBackend("idle", { now: () => NOW, pace: 0 });
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const wait = (what: string) => {
      asked.push(what);
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    const project = backend.world.enrolments[0]?.projects[0]?.project.id ?? "";
    const { start, pause, resume, stop } = backend;
    backend.start = (named) => wait("start").then(() => start.call(backend, named));
    backend.pause = () => wait("pause").then(() => pause.call(backend));
    backend.resume = () => wait("resume").then(() => resume.call(backend));
    backend.stop = () => wait("stop").then(() => stop.call(backend));
    const app = new App(backend, { lang: "en" });
    /** Lets the engine answer what it was asked first. */
    const answer = async () => {
      await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
      answers.shift()?.();
    };
    return { app, project, asked, answer };
  }

  test("a pause waits for what is under way and is never dropped", async () => {
    const { app, project, asked, answer } = slow();
    const started = app.start(project);
    const paused = app.pause();
    expect(app.busy).toBe("pause");
    await answer();
    await answer();
    expect(await Promise.all([started, paused])).toEqual([true, true]);
    expect(asked).toEqual(["start", "pause"]);
    expect(app.live.status?.state).toBe("paused");
    expect(app.busy).toBeNull();
  });

  test("a stop takes the place of a pause that waits, and no pause that of a stop", async () => {
    const { app, project, asked, answer } = slow();
    const first = app.start(project);
    await vi.waitFor(() => expect(asked).toEqual(["start"]));
    const presses = [app.pause(), app.stop(), app.pause(), app.stop()];
    await answer();
    await answer();
    expect(await Promise.all([first, ...presses])).toEqual([true, false, true, false, false]);
    expect(asked).toEqual(["start", "stop"]);
    expect(app.toasts.list).toHaveLength(1);
  });

  test("a stop goes after a pause that is under way", async () => {
    const { app, project, asked, answer } = slow();
    const started = app.start(project);
    await answer();
    await started;
    const paused = app.pause();
    await vi.waitFor(() => expect(asked).toEqual(["start", "pause"]));
    const stopped = app.stop();
    await answer();
    await answer();
    expect(await Promise.all([paused, stopped])).toEqual([true, true]);
    expect(asked).toEqual(["start", "pause", "stop"]);
    expect(app.busy).toBeNull();
  });

  test("nothing begins while anything else is under way", async () => {
    const { app, project, asked, answer } = slow();
    const started = app.start(project);
    expect(await Promise.all([app.start(project), app.resume()])).toEqual([false, false]);
    await answer();
    expect(await started).toBe(true);
    expect(asked).toEqual(["start"]);
  });

  test("what fails keeps nothing else from being asked", async () => {
    const { app, asked, answer } = slow();
    const paused = app.pause();
    const stopped = app.stop();
    await answer();
    expect(await Promise.all([paused, stopped])).toEqual([false, false]);
    expect(asked).toEqual(["stop"]);
    expect(app.busy).toBeNull();
  });
});

describe("while time goes by", () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const screens = [
    ["the session's screen", Session, "idle"],
    ["that of an open session", Session, "running"],
    ["that of the consents", Consents, "running"],
    ["the outbox", Outbox, "running"],
    ["that of the settings", Settings, "running"],
  ] as const;

  test.each(screens)("%s asks for the projects once", async (_name, part, scene) => {
    const backend = new MockBackend(scene, { now: () => Date.now(), pace: 0 });
    const projects = vi.spyOn(backend, "projects");
    const app = new App(backend, { lang: "en" });
    const end = app.live.watch(backend);
    const page = renderIn(app, part, {});
    await vi.advanceTimersByTimeAsync(0);
    await tick();
    expect(projects).toHaveBeenCalledTimes(1);
    const before = app.live.now;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(app.live.now - before).toBe(30_000);
    expect(projects).toHaveBeenCalledTimes(1);
    page.unmount();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(projects).toHaveBeenCalledTimes(1);
    end();
  });

  test.each(screens)("%s doesn't ask each second for projects that can't be had", async (_name, part, scene) => {
    const backend = new MockBackend(scene, { now: () => Date.now(), pace: 0 });
    const projects = vi.spyOn(backend, "projects").mockRejectedValue(new Error("no way there"));
    const app = new App(backend, { lang: "en" });
    const end = app.live.watch(backend);
    renderIn(app, part, {});
    await vi.advanceTimersByTimeAsync(30_000);
    expect(projects).toHaveBeenCalledTimes(1);
    end();
  });
});
