// The machine that the little engine runs on.

import type { About, Surroundings } from "../generated.ts";
import { VERSION } from "./views.ts";

export const SURROUNDINGS: Surroundings = {
  windows: [
    { application: "Chart editor", title: "Sheet 14 - Harbour" },
    { application: "Firefox", title: "Tides at the harbour - Mozilla Firefox" },
    { application: "Firefox", title: "Private browsing - Mozilla Firefox" },
    { application: "KeePassXC", title: "Passwords.kdbx - KeePassXC" },
    { application: "Signal", title: "Signal (2)" },
    { application: "Thunderbird", title: "Depth data for sheet 14 - Thunderbird" },
  ],
  monitors: [
    { index: 0, name: "DELL U2723QE", width: 2560, height: 1440, primary: true },
    { index: 1, name: "Built-in display", width: 1920, height: 1200, primary: false },
  ],
  cameras: [
    { name: "Integrated Camera", index: 0 },
    { name: "Logitech BRIO", index: 2 },
  ],
  private_known: true,
};

export const ABOUT: Omit<About, "updates"> = {
  version: VERSION,
  home: "/home/ada/.local/share/candor",
  system: "Linux (x86_64)",
  licences: "Candor: Apache-2.0 OR MIT\n\nserde 1.0: Apache-2.0 OR MIT\ntauri 2: Apache-2.0 OR MIT\nSQLCipher 4: BSD-3-Clause\nsvelte 5: MIT\n",
};
