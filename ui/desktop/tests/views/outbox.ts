import type { View } from "../view";

const views: View[] = [];

export default views;
