// What can be done with a span or a trace: copy, save, compare, run again, add to a dataset.

import { candidates } from "./compare.js";
import { asCurl, asEvalCase, asJson, asTest } from "./copies.js";
import { addToDataset } from "./dataset.js";
import { h, icon, show } from "./dom.js";
import { save } from "./file.js";
import * as format from "./format.js";
import { rerun } from "./rerun.js";

/** A button that opens a list of buttons. The entries are [name, label, action]. */
function menu(name, label, entries) {
	const list = h("div.entries", { role: "menu" });
	const details = h("details.menu", { "data-menu": name, onkeydown: (event) => {
		if (event.key === "Escape") {
			event.stopPropagation();
			details.open = false;
			details.querySelector("summary").focus();
		}
	}, onfocusout: (event) => { details.open = details.open && details.contains(event.relatedTarget); } },
	h("summary.quiet", {}, label), list);
	show(list, entries.map(([entry, text, action]) => h("button", { type: "button", role: "menuitem", "data-copy": entry,
		onclick: () => { details.open = false; action(); } }, text)));
	return details;
}

/** Says something for a moment. */
export function say(text) {
	const note = h("div.toast", { role: "status" }, text);
	document.body.append(note);
	setTimeout(() => note.remove(), 2500);
}

/** Copies text; where the browser does not let a page do so, shows it to be copied by hand. */
export async function copy(text, what) {
	try {
		await navigator.clipboard.writeText(text);
		say(`${what} copied`);
	}
	catch {
		const dialog = document.getElementById("ask");
		show(dialog, h("h2", {}, what), h("textarea", { rows: 14, readonly: true, "aria-label": what }, text),
			h("form", { method: "dialog" }, h("button", {}, "Close")));
		dialog.showModal();
		dialog.querySelector("textarea").select();
	}
}

/** Buttons for a whole trace. */
export function traceActions(trace, rows, store) {
	const others = candidates(store, trace.id);
	return [menu("copy-trace", [icon("copy"), "Copy"], [["json", "as JSON", () => copy(asJson(rows), "JSON")],
		["test", "as test", () => copy(asTest(rows), "Test")], ["eval", "as eval case", () => copy(asEvalCase(rows), "Eval case")],
		["id", "trace id", () => copy(trace.id, "Trace id")]]),
	h("button.quiet", { type: "button", "data-action": "save", onclick: async () => say(`${format.number(await save(trace.name, [trace.id]))} spans saved`) },
		icon("save"), "Save"),
	others.length ? h("select.compareto", { "aria-label": "Compare with", "data-action": "compare", onchange: (event) => {
		location.hash = `#/compare/${event.target.value}/${trace.id}`;
	} }, h("option", { value: "" }, "Compare with…"), others.map((other) => h("option", { value: other.id },
		`${other.name} · ${format.moment(other.start)}`))) : null];
}

/** Buttons for one span. */
export function spanActions(row, about) {
	if (row.open) {
		return null;
	}
	const call = row.type === "llm" && !/^embeddings /.test(row.spanName || row.name);
	return h("div.actions", {}, menu("copy-span", [icon("copy"), "Copy span"], [
		...(call ? [["curl", "as curl", () => copy(asCurl(row), "Request")]] : []), ["json", "as JSON", () => copy(asJson([row]), "JSON")],
		["eval", "as eval case", () => copy(asEvalCase([row]), "Eval case")], ["id", "span id", () => copy(row.id, "Span id")]]),
	call && about.rerun ? h("button.quiet", { type: "button", "data-action": "rerun", onclick: () => rerun(row, say) }, icon("attempt"), "Run again…") : null,
	about.datasets ? h("button.quiet", { type: "button", "data-action": "dataset", onclick: () => addToDataset(row, say) }, icon("save"), "Add to dataset…") : null);
}
