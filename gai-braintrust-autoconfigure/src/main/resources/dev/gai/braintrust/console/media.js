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

/** The pictures that the application keeps, or that were in a file: addresses by keys. */
const kept = new Map();

/** Says which pictures there are. Addresses are of the application, or hold the picture themselves. */
export function keepPictures(addresses) {
	Object.entries(addresses).filter(([key, address]) => address === served(key) || PIXELS.test(address))
		.forEach(([key, address]) => kept.set(key, address));
}

export function served(key) {
	return `data/pictures/${encodeURIComponent(key)}`;
}

/** The references to attachments in a value, wherever they stand. */
export function attachments(value, depth = 0) {
	if (typeof value !== "object" || value === null || depth > 8) {
		return [];
	}
	return value.type === "braintrust_attachment" && typeof value.key === "string" ? [value]
		: Object.values(value).flatMap((each) => attachments(each, depth + 1));
}

/** The picture that a reference stands for; null where it is not there. */
export function picture({ key, filename }) {
	const address = kept.get(key);
	return address ? h("figure.media", {}, h("img", { src: address, alt: filename || "Image of the message", title: filename || null, loading: "lazy" })) : null;
}

/** A picture, or a card that says what it would be. */
export function media(part) {
	const [reference] = attachments(part);
	const drawn = reference && picture(reference);
	if (drawn) {
		return drawn;
	}
	const address = addressOf(part);
	if (PIXELS.test(address)) {
		return h("figure.media", {}, h("img", { src: address, alt: "Image of the message", loading: "lazy" }));
	}
	const type = reference?.content_type || part.content_type || part.media_type || part.mime_type || part.input_audio?.format || part.type || "file";
	const known = Object.entries(reference || part).filter(([key, value]) => ["filename", "size", "bytes", "sha256", "key"].includes(key)
		&& value !== null && typeof value !== "object");
	return h("div.media.card", {}, icon("file"), h("b", {}, String(type)),
		known.map(([key, value]) => h("span.more", {}, `${key} ${typeof value === "number" ? format.number(value) : value}`)),
		/^https?:/.test(address) ? h("code.more", {}, address) : address ? h("span.more", {}, `${format.number(address.length)} characters`) : null);
}
