// Images, audio and files in messages. Only bytes that are in the row are shown; no address is ever followed.

import { h, icon } from "./dom.js";
import * as format from "./format.js";

/** Formats that are pixels and nothing else: an SVG can hold links and scripts. */
const PIXELS = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;

const KINDS = ["image_url", "image", "input_image", "input_audio", "audio", "file", "input_file", "braintrust_attachment"];

export function isMedia(part) {
	return typeof part === "object" && part !== null && (KINDS.includes(part.type) || addressOf(part).startsWith("data:"));
}

function addressOf(part) {
	const held = part.image_url ?? part.url ?? part.data ?? "";
	const address = typeof held === "object" && held !== null ? held.url : held;
	return typeof address === "string" ? address : "";
}

/** A picture, or a card that says what it would be. */
export function media(part) {
	const address = addressOf(part);
	if (PIXELS.test(address)) {
		return h("figure.media", {}, h("img", { src: address, alt: "Image of the message", loading: "lazy" }));
	}
	const type = part.content_type || part.media_type || part.mime_type || part.input_audio?.format || part.type || "file";
	const known = Object.entries(part).filter(([key, value]) => ["filename", "size", "bytes", "sha256", "key"].includes(key)
		&& value !== null && typeof value !== "object");
	return h("div.media.card", {}, icon("file"), h("b", {}, String(type)),
		known.map(([key, value]) => h("span.more", {}, `${key} ${typeof value === "number" ? format.number(value) : value}`)),
		/^https?:/.test(address) ? h("code.more", {}, address) : address ? h("span.more", {}, `${format.number(address.length)} characters`) : null);
}
