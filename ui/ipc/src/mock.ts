// The backend in a plain browser, for development and tests: one made-up status per scene. Never part of a built page.

import { type Backend, BackendError } from "./backend.ts";
import type { CategoryName, CategoryView, StatusView } from "./generated.ts";

const ORDER: CategoryName[] = ["activity_counts", "screenshots", "webcam_stills", "work_notes"];

function categories(captured: Partial<Record<CategoryName, number>>, now: number): CategoryView[] {
  return ORDER.map((category) => {
    const secondsAgo = captured[category];
    return {
      category,
      captured: secondsAgo !== undefined,
      last_verified: secondsAgo === undefined ? null : new Date(now - secondsAgo * 1000).toISOString(),
    };
  });
}

const idle = (now: number): StatusView => ({
  state: "idle",
  reason: null,
  session: null,
  categories: categories({}, now),
  waiting: 0,
  frozen: 0,
  uploading: 0,
  refused: 0,
  problems: [],
  clients: ["Harbour Ltd"],
  key_store: "keychain",
});

const running = (now: number): StatusView => ({
  ...idle(now),
  state: "running",
  session: {
    project: "Harbour website",
    worked_ms: 5_052_000,
    synthetic: false,
    keys: 4180,
    clicks: 392,
    scroll: 1204,
  },
  categories: categories({ activity_counts: 24, screenshots: 190 }, now),
  waiting: 7,
  uploading: 2,
});

export const scenes = {
  idle,
  running,
  fresh: (now: number): StatusView => ({ ...idle(now), clients: [] }),
  paused: (now: number): StatusView => ({
    ...running(now),
    state: "paused",
    reason: "idle",
    categories: categories({}, now),
    frozen: 3,
  }),
  troubled: (now: number): StatusView => ({
    ...running(now),
    key_store: "file:/home/ada/.candor-key",
    refused: 1,
    problems: [
      {
        code: "camera_busy",
        message: "Another program holds the camera. No still was taken; the next attempt is in four minutes.",
      },
    ],
  }),
  absent: (): StatusView => {
    throw new BackendError("engine_not_running", "Nothing is recorded and nothing is sent. Looked for one in /home/ada/.local/share/candor.");
  },
} satisfies Record<string, (now: number) => StatusView>;

export type Scene = keyof typeof scenes;

export const isScene = (name: string): name is Scene => name in scenes;

export class MockBackend implements Backend {
  constructor(
    public scene: Scene,
    private readonly now: () => number = Date.now,
  ) {}

  async status(): Promise<StatusView> {
    return scenes[this.scene](this.now());
  }
}
