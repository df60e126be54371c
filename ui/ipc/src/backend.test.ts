import { describe, expect, test } from "vitest";

import { BackendError } from "./backend.ts";
import { connect } from "./index.ts";
import { MockBackend } from "./mock.ts";

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

test("outside of the shell a page gets an error, never a made-up status", async () => {
  await expect(connect().status()).rejects.toMatchObject({ code: "shell_failed" });
});

test("the mock fails as the shell would", async () => {
  await expect(new MockBackend("absent").status()).rejects.toMatchObject({ code: "engine_not_running" });
});
