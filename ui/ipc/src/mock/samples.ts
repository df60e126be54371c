// A sample, step by step: what would be recorded, made up for the page to show.

import type { Category, SampleUpdate } from "../generated.ts";
import { toBase64 } from "./bytes.ts";
import { Picture } from "./paint.ts";
import { SECOND, stamp } from "./time.ts";
import type { World } from "./world.ts";

/** What is told after so many milliseconds. */
export interface Step {
  after: number;
  make: () => SampleUpdate;
}

/** A sample that could not be made. */
export const missed = (code: string, message: string): Step[] => [
  { after: 50, make: () => ({ kind: "missed", code, message }) },
  { after: 0, make: () => ({ kind: "over" }) },
];

export function sampled(world: World, category: Category): Step[] {
  if (world.open) return missed("state", "A session is open, and a sample would stand beside its records. Stop the session first.");
  if (category === "work_notes") return missed("usage", "A note is what you write; there is nothing to sample.");
  const steps: Step[] = [{ after: 300, make: () => ({ kind: "shown" }) }];
  if (category === "activity_counts") {
    const from = world.now;
    const counts = { from: stamp(from), to: stamp(from), keys: 0, clicks: 0, scroll: 0, pointer_px: 0, active_s: 0 };
    for (let second = 1; second <= 60; second++) {
      steps.push({
        after: SECOND,
        make: () => {
          counts.to = stamp(from + second * SECOND);
          const busy = world.chance.next() < 0.7;
          if (busy) {
            counts.keys += world.chance.between(0, 5);
            counts.clicks += world.chance.between(0, 1);
            counts.scroll += world.chance.between(0, 2);
            counts.pointer_px += world.chance.between(0, 240);
            counts.active_s += 1;
          }
          return { kind: "counts", counts };
        },
      });
    }
  } else {
    const camera = category === "webcam_stills";
    const picture = new Picture(camera ? "camera" : "map", 1);
    const { width, height } = picture;
    steps.push({
      after: 700,
      make: () => ({
        kind: "picture",
        category,
        at: stamp(world.now),
        monitor: camera ? null : picture.monitor,
        width,
        height,
        excluded: false,
        media_type: "image/png",
        base64: toBase64(picture.bytes),
      }),
    });
  }
  return [...steps, { after: 100, make: () => ({ kind: "over" }) }];
}
