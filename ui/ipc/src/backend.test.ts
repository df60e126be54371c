import { describe, expect, test } from "vitest";

import { BackendError } from "./backend.ts";
import { connect, type Watched } from "./index.ts";

describe("BackendError.from", () => {
  test("keeps the code and message of a command's error", () => {
    const error = BackendError.from({ code: "engine_silent", message: "No answer." });
    expect(error).toMatchObject({ code: "engine_silent", message: "No answer." });
  });

  test.each([["text"], [undefined], [{ code: 7, message: "odd" }], [new Error("broken")]])(
    "takes anything else for a failure of the shell: %o",
    (thrown) => {
      expect(BackendError.from(thrown).code).toBe("shell_failed");
    },
  );
});

describe("outside of the shell", () => {
  test("a page gets an error, never a made-up answer", async () => {
    await expect((await connect()).outbox()).rejects.toMatchObject({ code: "shell_failed" });
    await expect((await connect()).startEngine({ kind: "remembered" })).rejects.toMatchObject({ code: "shell_failed" });
  });

  test("a watch tells that nothing is known", async () => {
    const told: Watched[] = [];
    (await connect()).watch((watched) => told.push(watched));
    await Promise.resolve();
    expect(told).toEqual([{ kind: "lost", error: expect.objectContaining({ code: "engine_not_running" }) }]);
  });

  test("the backend can be the result of a promise", async () => {
    await expect(connect()).resolves.toBeDefined();
  });
});
