import { type Backend, BackendError, type EngineStart, type KeyStoreChoice, type Watched } from "@candor/ipc";
import { expect, test } from "vitest";

import { App } from "./app.svelte";
import { Starting } from "./starting.svelte";

/** A window whose engine answers a start as told, in turn. */
function opened(...answers: (EngineStart | BackendError)[]) {
  const asked: KeyStoreChoice[] = [];
  const backend = {
    startEngine: async (choice: KeyStoreChoice) => {
      asked.push(choice);
      const answer = answers.shift() ?? "running";
      if (answer instanceof BackendError) throw answer;
      return answer;
    },
  } as unknown as Backend;
  const app = new App(backend, { lang: "en" });
  const starting = new Starting(app);
  const say = (watched: Watched) => {
    app.live.watch({ watch: (tell: (watched: Watched) => void) => (tell(watched), () => {}) } as unknown as Backend);
    starting.look();
  };
  return { app, starting, asked, say };
}

const gone: Watched = { kind: "lost", error: { code: "engine_not_running", message: "" } };
const silent: Watched = { kind: "lost", error: { code: "engine_silent", message: "" } };
const there = { kind: "status", status: { state: "idle", health: "ok" } } as unknown as Watched;
const settled = () => new Promise((done) => setTimeout(done));

test("where no engine runs one is started, as it was chosen before, once", async () => {
  const { starting, asked, say } = opened("running");
  say(gone);
  expect(starting.stage.kind).toBe("starting");
  say(gone);
  await settled();
  expect(asked).toEqual([{ kind: "remembered" }]);
  say(there);
  expect([starting.stage.kind, starting.open]).toEqual(["open", false]);
});

test("an engine that ends later is not started again by itself", async () => {
  const { starting, asked, say } = opened("running");
  say(there);
  say(gone);
  await settled();
  expect(asked).toEqual([]);
  expect(starting.open).toBe(false);
});

test("one that runs but doesn't answer isn't started beside", async () => {
  const { starting, asked, say } = opened();
  say(silent);
  await settled();
  expect(asked).toEqual([]);
  expect(starting.stage.kind).toBe("failed");
  say(there);
  expect(starting.stage.kind).toBe("open");
});

test("why an engine could not start stays, though the watch only knows that there is none", async () => {
  const { starting, say } = opened(new BackendError("no_key", "The keychain is locked."));
  say(gone);
  await settled();
  say(gone);
  expect(starting.stage).toMatchObject({ kind: "failed", error: { code: "no_key" } });
  say(silent);
  say(there);
  expect(starting.stage.kind).toBe("open");
});

test("a passphrase is asked for until it is right", async () => {
  const { starting, asked, say } = opened("passphrase_needed", "passphrase_wrong", "running");
  say(gone);
  await settled();
  expect(starting.stage).toEqual({ kind: "passphrase", wrong: false });
  await starting.choose({ kind: "passphrase", passphrase: "wrong" });
  expect(starting.stage).toEqual({ kind: "passphrase", wrong: true });
  await starting.choose({ kind: "passphrase", passphrase: "right" });
  expect(starting.stage.kind).toBe("asking");
  expect(asked).toHaveLength(3);
});

test("a place for the key that doesn't do leaves the choice open and says why", async () => {
  const { app, starting, say } = opened("no_keychain", new BackendError("usage", "The file lies in Candor's own folder."));
  say(gone);
  await settled();
  await starting.choose({ kind: "file", path: "/home/ada/.candor/key" });
  expect(starting.stage.kind).toBe("no_keychain");
  expect(app.toasts.list[0]?.text).toContain("own folder");
});
