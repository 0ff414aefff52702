// The tools that a model was offered, as cards.

import { h, icon } from "./dom.js";
import * as format from "./format.js";

/** Cards that open on a click; null where no tool was offered. */
export function offeredTools(row) {
	const tools = format.parsed(row.attributes?.["braintrust.metadata"])?.tools;
	if (!Array.isArray(tools) || !tools.length) {
		return null;
	}
	const called = calledBy(row);
	return h("details.offered", {}, h("summary", {}, icon("tool"), `${tools.length} ${tools.length === 1 ? "tool" : "tools"} offered`,
		called.size ? h("span.more", {}, `called: ${[...called].join(", ")}`) : h("span.more", {}, "none called")),
	h("ul", {}, tools.map((tool) => card(tool?.function || tool || {}, called))));
}

function calledBy(row) {
	const answer = format.parsed(row.attributes?.["braintrust.output_json"]);
	return new Set((Array.isArray(answer) ? answer : []).flatMap((choice) => choice?.message?.tool_calls || [])
		.map((call) => call?.function?.name || call?.name).filter(Boolean));
}

function card(tool, called) {
	const name = String(tool.name ?? tool.type ?? "tool");
	const schema = tool.parameters || tool.input_schema || tool.inputSchema;
	const fields = Object.entries(schema?.properties || {});
	const required = Array.isArray(schema?.required) ? schema.required : [];
	return h("li.toolcard", { "data-tool": name }, h("p", {}, h("b", {}, name), called.has(name) ? h("span.badge.good", {}, "called") : null),
		tool.description ? h("p.more", {}, String(tool.description)) : null,
		fields.length ? h("dl", {}, fields.map(([field, of]) => [h("dt", {}, h("code", {}, field), required.includes(field) ? "" : h("span.more", {}, " optional")),
			h("dd.more", {}, [typeof of?.type === "object" ? JSON.stringify(of.type) : of?.type, of?.description].filter(Boolean).join(" · ")
				|| (Array.isArray(of?.enum) ? of.enum.join(" | ") : ""))])) : null);
}
