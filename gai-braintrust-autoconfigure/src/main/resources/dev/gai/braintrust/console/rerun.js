// Asks the application's own model again, with a prompt that may have been changed. Only after a click.

import { hasConversation, input } from "./conversation.js";
import { h, show } from "./dom.js";
import { post } from "./feed.js";
import { question, textOf } from "./turn.js";

const ROLES = ["system", "user", "assistant"];

export function rerun(row, say) {
	const dialog = document.getElementById("ask");
	const said = hasConversation(row) ? input(row) : [{ role: "user", content: question(row) }];
	const parts = said.map((each) => ({ kept: each, role: each.role, text: textOf(each.content) }));
	const editable = (part) => ROLES.includes(part.role) && !part.kept.tool_calls && !Array.isArray(part.kept.content);
	const fields = parts.map((part) => h("label.field.wide", {}, h("span.label", {}, part.role, editable(part) ? "" : " (sent as it is)"),
		h("textarea", { rows: Math.min(12, Math.max(2, part.text.split("\n").length + Math.floor(part.text.length / 90))), readonly: !editable(part),
			"aria-label": part.role, oninput: (event) => { part.text = event.target.value; } }, part.text || JSON.stringify(part.kept.tool_calls ?? part.kept.content))));
	const model = h("input", { type: "text", value: row.metadata?.model || "", "aria-label": "Model", spellcheck: "false" });
	const temperature = h("input", { type: "number", min: 0, max: 2, step: "any", value: row.metadata?.temperature ?? "", "aria-label": "Temperature" });
	const note = h("p.failure", { hidden: true, role: "alert" });
	const button = h("button.primary", { type: "submit" }, "Run");
	show(dialog, h("h2", {}, "Run again"), h("p.more", {}, "Calls the application's own model once and costs what such a call costs. ",
		"Tools are offered but not executed. The new trace is marked as a rerun."),
	h("form", { method: "dialog", onsubmit: async (event) => {
		event.preventDefault();
		button.disabled = true;
		button.textContent = "Running…";
		try {
			const { trace } = await post("rerun", { trace: row.trace, span: row.id, model: model.value.trim() || null,
				temperature: temperature.value === "" ? null : Number(temperature.value),
				messages: parts.map((part) => editable(part) ? { role: part.role, content: part.text } : part.kept) });
			dialog.close();
			say("Running again");
			location.hash = `#/trace/${trace}`;
		}
		catch (error) {
			note.hidden = false;
			note.textContent = error.message;
			button.disabled = false;
			button.textContent = "Run";
		}
	} }, h("div.promptfields", {}, fields), h("div.row", {}, h("label.field", {}, h("span.label", {}, "Model"), model),
		h("label.field", {}, h("span.label", {}, "Temperature"), temperature)), note,
	h("div.buttons", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), button)));
	dialog.showModal();
	dialog.querySelector("textarea:not([readonly])")?.focus();
}
