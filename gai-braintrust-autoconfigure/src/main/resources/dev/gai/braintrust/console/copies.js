// A span or a trace as something else: a request of curl, JSON, a test, a case of an eval. Only text is made here.

import { expected, hasConversation, input, output } from "./conversation.js";
import { failed, isAttempt } from "./outcome.js";
import { treeOf } from "./tree.js";
import { answer, question, turnOf } from "./turn.js";
import { parsed } from "./format.js";

/** Where a provider is asked, in OpenAI's way unless it is Anthropic. */
const ADDRESSES = { openai: "https://api.openai.com/v1", groq: "https://api.groq.com/openai/v1", mistral: "https://api.mistral.ai/v1",
	mistral_ai: "https://api.mistral.ai/v1", deepseek: "https://api.deepseek.com/v1", ollama: "http://localhost:11434/v1",
	gemini: "https://generativelanguage.googleapis.com/v1beta/openai", "gcp.gemini": "https://generativelanguage.googleapis.com/v1beta/openai" };

const PARAMETERS = ["temperature", "top_p", "top_k", "max_tokens", "frequency_penalty", "presence_penalty", "stop", "seed", "response_format", "tools", "tool_choice"];

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A call of a model as a request of curl. The key is taken from the environment; masked content stays masked. */
export function asCurl(row) {
	const meta = parsed(row.attributes?.["braintrust.metadata"]) || row.metadata || {};
	const messages = hasConversation(row) ? input(row) : [{ role: "user", content: question(row) }];
	const body = { model: meta.model };
	PARAMETERS.filter((name) => meta[name] !== undefined && meta[name] !== null).forEach((name) => { body[name] = meta[name]; });
	const provider = String(meta.provider || "openai").toLowerCase();
	if (provider === "anthropic") {
		return anthropic(body, messages);
	}
	const known = ADDRESSES[provider];
	const address = known ? quoted(`${known}/chat/completions`) : "\"$BASE_URL/chat/completions\"";
	return request(address, [`"Authorization: Bearer $${known ? provider.replaceAll(/[^a-z0-9]/g, "_").toUpperCase() : "MODEL"}_API_KEY"`],
		{ ...body, messages });
}

function anthropic(body, messages) {
	const system = messages.filter((each) => each.role === "system").map((each) => each.content).join("\n");
	const { tools, ...rest } = body;
	const named = (Array.isArray(tools) ? tools : []).map((tool) => tool.function ? { name: tool.function.name,
		description: tool.function.description, input_schema: tool.function.parameters } : tool);
	return request(quoted("https://api.anthropic.com/v1/messages"), ["\"x-api-key: $ANTHROPIC_API_KEY\"", "'anthropic-version: 2023-06-01'"],
		{ max_tokens: 1024, ...rest, ...(named.length ? { tools: named } : {}), ...(system ? { system } : {}),
			messages: messages.filter((each) => each.role !== "system").map(anthropicMessage) });
}

function anthropicMessage(said) {
	if (said.role === "tool") {
		return { role: "user", content: [{ type: "tool_result", tool_use_id: said.tool_call_id, content: said.content }] };
	}
	const calls = (said.tool_calls || []).map((call) => ({ type: "tool_use", id: call.id, name: call.function?.name, input: parsed(call.function?.arguments) }));
	return calls.length ? { role: said.role, content: [...(said.content ? [{ type: "text", text: said.content }] : []), ...calls] }
		: { role: said.role, content: said.content };
}

function request(address, headers, body) {
	return [`curl ${address}`, ...headers.map((header) => `-H ${header}`), "-H 'Content-Type: application/json'",
		`-d ${quoted(JSON.stringify(body, null, 2))}`].join(" \\\n  ");
}

/** Rows as they are shown, as JSON. */
export function asJson(rows) {
	const plain = rows.map(({ found, ...row }) => ({ ...row, input: input(row) ?? row.input, output: output(row) ?? row.output }));
	return JSON.stringify(plain.length === 1 ? plain[0] : plain, null, 2);
}

/** A case of an eval: one line of a file that @EvalTest reads. */
export function asEvalCase(rows) {
	const whole = rows.length > 1;
	const root = rows.find((row) => !row.parent) || rows[0];
	const { question: asked, answer: answered } = whole ? turnOf(rows) : { question: question(rows[0]), answer: answer(rows[0]) };
	const wanted = expected(root);
	const labels = Object.fromEntries(Object.entries(root.metadata || {}).filter(([key, value]) =>
		typeof value !== "object" && /^(user_id|session_id|business\.|topic|tier)/.test(key)));
	return JSON.stringify({ id: `trace-${root.trace.slice(0, 8)}-${root.id.slice(0, 4)}`, input: asked, expected: wanted ?? answered,
		...(Object.keys(labels).length ? { metadata: labels } : {}), ...(root.tags?.length ? { tags: root.tags } : {}) });
}

const string = (text) => JSON.stringify(text);

/** A test that holds the trace to what it has done: its tree, tools, calls, tokens and cost. */
export function asTest(rows) {
	const tree = treeOf(rows.filter((row) => row.type !== "score"));
	const all = tree.order.map((node) => node.row);
	const calls = all.filter((row) => row.type === "llm");
	const tools = all.filter((row) => row.type === "tool" && /^execute_tool /.test(row.spanName || row.name))
		.map((row) => (row.spanName || row.name).slice("execute_tool ".length));
	const tokens = calls.reduce((sum, row) => sum + (row.metrics?.tokens || 0), 0);
	const cost = calls.reduce((sum, row) => sum + (row.metrics?.estimated_cost || 0), 0);
	const errors = all.some((row) => failed(row) && !isAttempt(row));
	const name = (tree.roots[0]?.row.name || "trace").replace(/[^A-Za-z0-9]+(.)?/g, (part, next) => next ? next.toUpperCase() : "");
	const lines = ["@Test", `void ${name.charAt(0).toLowerCase()}${name.slice(1)}() {`,
		"    // Call what has made this trace.", "", "    assertThat(traces.single())", "        .hasTree(\"\"\"",
		...tree.order.map((node) => `            ${"  ".repeat(node.depth)}${pattern(node.row.spanName || node.row.name)}${failed(node.row) ? " !" : ""}`),
		"            \"\"\")"];
	if (tools.length) {
		lines.push(`        .calledTools(${[...new Set(tools)].map(string).join(", ")})`);
	}
	if (calls.length) {
		lines.push(`        .hasAtMostModelCalls(${calls.length})`);
	}
	if (tokens) {
		lines.push(`        .usedAtMostTokens(${roundedUp(tokens).toLocaleString("en-US").replaceAll(",", "_")})`);
	}
	if (cost) {
		lines.push(`        .costsAtMost("${roundedUp(cost).toString().includes("e") ? roundedUp(cost).toFixed(9) : roundedUp(cost)}")`);
	}
	if (!errors) {
		lines.push("        .hasNoErrors()");
	}
	lines[lines.length - 1] += ";";
	return ["// import static dev.gai.braintrust.test.TraceAssertions.assertThat;", ...lines, "}"].join("\n");
}

/** The model of a call may change; a backslash or three quotes would end the text block. */
function pattern(name) {
	const stable = name.replace(/^(chat|embeddings) \S.*$/, "$1 *");
	return stable.replaceAll("\\", "\\\\").replaceAll("\"\"\"", "*");
}

/** A third more than was needed, with two digits. */
function roundedUp(value) {
	const wanted = value * 1.33;
	const unit = 10 ** (Math.floor(Math.log10(wanted)) - 1);
	return Number((Math.ceil(wanted / unit) * unit).toPrecision(2));
}
