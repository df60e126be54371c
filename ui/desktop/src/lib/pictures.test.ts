import { BackendError } from "@candor/ipc";
import { expect, test, vi } from "vitest";

import { Pictures } from "./pictures";

test("a picture is asked for once, and again once its bytes are others", async () => {
  const picture = vi.fn(async () => new Blob(["abc"]));
  const pictures = new Pictures({ picture });
  const [one, two] = await Promise.all([pictures.get("a", "1"), pictures.get("a", "1")]);
  expect(one.url).toBe(two.url);
  expect(one.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  await pictures.get("a", "2");
  expect(picture).toHaveBeenCalledTimes(2);
});

test("only the last ones asked for hold memory", async () => {
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  const pictures = new Pictures({ picture: async () => new Blob(["abc"]) }, 2);
  const first = await pictures.get("a", "1");
  await pictures.get("b", "1");
  await pictures.get("c", "1");
  await Promise.resolve();
  expect(revoke.mock.calls).toEqual([[first.url]]);
  revoke.mockRestore();
});

test("one that could not be had is asked for again", async () => {
  const picture = vi.fn().mockRejectedValueOnce(new BackendError("not_found", "Gone.")).mockResolvedValueOnce(new Blob(["abc"]));
  const pictures = new Pictures({ picture });
  await expect(pictures.get("a", "1")).rejects.toMatchObject({ code: "not_found" });
  await expect(pictures.get("a", "1")).resolves.toBeDefined();
});
