// The dot that says how a trace has ended.

import { h } from "./dom.js";
import { OUTCOMES } from "./outcome.js";

export function status(trace) {
	const [text, tone] = OUTCOMES[trace.outcome];
	return h(`span.dot.${tone}`, { role: "img", "aria-label": text, title: text });
}
