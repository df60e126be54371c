import type { View } from "../view";

const views: View[] = [
  { name: "problems", scene: "troubled", at: "/problems" },
  { name: "problems-german", pictured: true, scene: "troubled", at: "/problems", lang: "de", widths: [380] },
  { name: "problems-none", scene: "idle", at: "/problems", widths: [1040] },
];

export default views;
