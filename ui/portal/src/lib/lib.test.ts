// The small parts that decide what is shown.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { answering, Refusal, Reply, type Routes } from "../mock/http";
import { Api, ApiError } from "./api";
import { browserName } from "./browser";
import { dayOf, daysOf, isDay, monthOf, shifted, weekOf } from "./days";
import { finds } from "./find";
import { Load } from "./load.svelte";
import { whole } from "./pages";
import { every } from "./poll";
import { may } from "./roles";
import { asking, common, of, parse } from "./router.svelte";

const at = (address: string) => parse(new URL(address, "http://portal.example"));

describe("addresses", () => {
  test.each([
    ["/", null, null, []],
    ["/sign-in?back=%2Faccount", "sign-in", null, []],
    ["/c/abc/agents/a%20b/2026-11-18", "agents", "abc", ["a b", "2026-11-18"]],
    ["/c/abc/nowhere", null, "abc", []],
    ["/c/abc", null, "abc", []],
    ["/c/%E0%A4%A/team", "team", "%E0%A4%A", []],
    ["/join#secret", "join", null, []],
  ])("%s", (address, page, client, rest) => {
    expect(at(address)).toMatchObject({ page, client, rest });
  });

  test("an address says what it was made of, and its secret stays behind the hash sign", () => {
    expect(at(of("a/b", "agents", "ü?x"))).toMatchObject({ client: "a/b", page: "agents", rest: ["ü?x"] });
    expect(at(`${common("account-link")}#s3cret`)).toMatchObject({ page: "account-link", fragment: "s3cret" });
  });

  test("a filter changes what it names and nothing else", () => {
    const place = at("/c/x/team?day=2026-11-18&project=p");
    expect(asking(place, { project: null })).toBe("?day=2026-11-18");
    expect(asking(place, { day: null, project: "" })).toBe("");
    expect(asking(place, { agent: "a b" })).toBe("?day=2026-11-18&project=p&agent=a+b");
  });
});

describe("days", () => {
  test.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2024-02-29", true],
    ["2026-2-3", false],
    ["2026-13-01", false],
    [null, false],
  ])("%s is a day: %s", (text, is) => expect(isDay(text)).toBe(is));

  test("days go over months, years and changes of the clock", () => {
    expect([shifted("2026-12-31", 1), shifted("2026-03-01", -1), shifted("2026-03-28", 2)]).toEqual(["2027-01-01", "2026-02-28", "2026-03-30"]);
    expect(weekOf("2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(weekOf("2026-11-16")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
    expect(monthOf("2024-02-10")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(daysOf({ from: "2026-02-27", to: "2026-03-02" })).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
  });

  test("which day it is depends on where", () => {
    const late = Date.parse("2026-11-18T23:30:00Z");
    expect([dayOf(late, "Europe/Dublin"), dayOf(late, "Europe/Berlin")]).toEqual(["2026-11-18", "2026-11-19"]);
  });
});

describe("what comes from the server", () => {
  const api = (routes: Routes) => new Api(answering(routes, () => Promise.resolve()), "http://portal.example");
  const refusing = (status: number, code: ConstructorParameters<typeof Refusal>[1]) => () => {
    throw new Refusal(status, code, "The reason.");
  };

  test("a problem keeps its code and what the server said", async () => {
    const asked = api({ "GET /session": refusing(429, "rate_limited") }).session();
    await expect(asked).rejects.toMatchObject({ code: "rate_limited", status: 429, message: "The reason." });
  });

  test("an answer that is no problem document is a failure all the same", async () => {
    const send = () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }));
    await expect(new Api(send, "http://portal.example").session()).rejects.toMatchObject({ code: "internal", status: 502 });
  });

  test("no answer at all is told from a refusal", async () => {
    const send = () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(new Api(send, "http://portal.example").session()).rejects.toMatchObject({ code: "unreachable", status: 0 });
    await expect(new Api(send, "http://portal.example").image("c", "i")).rejects.toMatchObject({ code: "unreachable" });
  });

  test("only the end of a session signs out, not a wrong password", async () => {
    const one = api({ "GET /clients": refusing(401, "invalid_token"), "POST /session": refusing(401, "sign_in_refused") });
    const out = vi.fn();
    one.onsignedout = out;
    await expect(one.signIn({ email: "a@b.example", password: "x" })).rejects.toBeInstanceOf(ApiError);
    expect(out).not.toHaveBeenCalled();
    await expect(one.clients()).rejects.toBeInstanceOf(ApiError);
    expect(out).toHaveBeenCalledOnce();
  });

  test("what is known needn't be sent again", async () => {
    const marks: (string | null)[] = [];
    const one = api({
      "GET /clients/{client}/team/days/{day}": ({ headers }) => {
        marks.push(headers.get("If-None-Match"));
        return marks.at(-1) === '"a"' ? new Reply(304, null) : Reply.json({ items: [] }, 200, { ETag: '"a"' });
      },
    });
    const first = await one.teamDay("c", "2026-11-18", {});
    expect(await one.teamDay("c", "2026-11-18", {}, first)).toBe(first);
    expect(marks).toEqual([null, '"a"']);
  });

  test("an answer that was overtaken is dropped, and a failure keeps what was there", async () => {
    const load = new Load<string>();
    let late: (value: string) => void = () => undefined;
    const first = load.from(() => new Promise<string>((done) => (late = done)));
    await load.from(() => Promise.resolve("second"), true);
    late("first");
    await first;
    expect(load.value).toBe("second");
    await load.from(() => Promise.reject(new ApiError("internal", "x")), true);
    expect([load.value, load.error?.code, load.busy]).toEqual(["second", "internal", false]);
  });
});

describe("asking again and again", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("happens while the page is in sight, at once when it comes back, and not after the end", async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
    const act = vi.fn(() => Promise.resolve());
    const stop = every(1000, act, page as unknown as Document);
    await vi.advanceTimersByTimeAsync(2500);
    expect(act).toHaveBeenCalledTimes(2);
    page.visibilityState = "hidden";
    page.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(act).toHaveBeenCalledTimes(2);
    page.visibilityState = "visible";
    page.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(0);
    expect(act).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(act).toHaveBeenCalledTimes(3);
  });
});

test("a reviewer is led to no page that the server would refuse", () => {
  expect([may("reviewer", "team"), may("reviewer", "audit"), may("auditor", "audit"), may("owner", "members"), may("reviewer", "members")]).toEqual([true, false, true, true, false]);
});

test.each([
  ["yildiz", ["Emre Yıldız"], true],
  ["  emre YILDIZ ", ["Emre Yıldız"], true],
  ["tide fhloinn", ["Dara Ní Fhloinn", "Tide tables"], true],
  ["ada ionescu", ["Ada Okafor"], false],
  ["", ["Ada Okafor"], true],
])("%j is looked for in %j", (wanted, names, found) => expect(finds(wanted)(...names)).toBe(found));

test("all pages of a list are asked for, in order", async () => {
  const asked: (string | undefined)[] = [];
  const found = await whole((cursor) => {
    asked.push(cursor);
    const at = Number(cursor ?? 0);
    return Promise.resolve({ items: [at], ...(at < 2 ? { next: String(at + 1) } : {}), sum: 1 }) as Promise<{ items: number[]; next?: string; sum: number }>;
  }, (first, more) => void (first.sum += more.sum));
  expect(asked).toEqual([undefined, "1", "2"]);
  expect([found.items, found.sum]).toEqual([[0, 1, 2], 3]);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0", "Firefox 146, Linux"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome 156, Windows"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge 156, Windows"],
  ["Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36", "Chrome 156, Android"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15", "Safari 26, macOS"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1", "Safari 26, iPhone"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0.0.0 Mobile/15E148 Safari/604.1", "Chrome 156, iPhone"],
  ["Firefox 146, Windows", "Firefox 146, Windows"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", ""],
])("a browser that says %j is called %s", (said, name) => expect(browserName(said)).toBe(name));
