import type { View } from "../view";

export default [] satisfies View[];
