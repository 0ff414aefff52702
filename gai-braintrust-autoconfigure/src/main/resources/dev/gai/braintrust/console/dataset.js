// Adds what a span was asked, and has answered, to a dataset in Braintrust.

import { h, show } from "./dom.js";
import { post } from "./feed.js";
import { question, answer } from "./turn.js";

export function addToDataset(row, say) {
	const dialog = document.getElementById("ask");
	const name = h("input", { type: "text", required: true, maxlength: 200, "aria-label": "Dataset", placeholder: "hard-cases", value: remembered() });
	const expected = h("textarea", { rows: 6, "aria-label": "Expected" }, answer(row));
	const note = h("p.failure", { hidden: true, role: "alert" });
	show(dialog, h("h2", {}, "Add to dataset"), h("form", { method: "dialog", onsubmit: async (event) => {
		event.preventDefault();
		try {
			await post("dataset", { dataset: name.value.trim(), trace: row.trace, span: row.id, expected: expected.value });
			remember(name.value.trim());
			dialog.close();
			say(`Added to ${name.value.trim()}`);
		}
		catch (error) {
			note.hidden = false;
			note.textContent = error.message;
		}
	} }, h("label.field.wide", {}, h("span.label", {}, "Dataset"), name),
	h("label.field.wide", {}, h("span.label", {}, "Input"), h("textarea", { rows: 4, readonly: true, "aria-label": "Input" }, question(row))),
	h("label.field.wide", {}, h("span.label", {}, "Expected"), expected), note,
	h("div.buttons", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), h("button.primary", { type: "submit" }, "Add"))));
	dialog.showModal();
	name.focus();
}

function remembered() {
	try {
		return sessionStorage.getItem("gai-console-dataset") || "";
	}
	catch {
		return "";
	}
}

function remember(name) {
	try {
		sessionStorage.setItem("gai-console-dataset", name);
	}
	catch {
		// Then it is typed again.
	}
}
