package dev.gai.braintrust.test.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

import dev.gai.braintrust.guard.Digests;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Builds a page that needs nothing but itself. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Html {

	private final StringBuilder html = new StringBuilder();

	/**
	 * Adds markup.
	 * @param markup markup of our own
	 * @return this
	 */
	public Html raw(String markup) {
		this.html.append(markup);
		return this;
	}

	/**
	 * Adds text.
	 * @param text any text, which is escaped
	 * @return this
	 */
	public Html text(@Nullable Object text) {
		this.html.append(escaped(Objects.toString(text, "")));
		return this;
	}

	/**
	 * Adds an element with a text.
	 * @param tag the tag, with attributes if there are any
	 * @param text any text, which is escaped
	 * @return this
	 */
	public Html element(String tag, @Nullable Object text) {
		int space = tag.indexOf(' ');
		return raw("<" + tag + ">").text(text).raw("</" + ((space < 0) ? tag : tag.substring(0, space)) + ">");
	}

	/**
	 * Begins a document that may load nothing: its style and script are known by their
	 * digests, so that no content can bring another.
	 * @param title title of the page
	 * @param style the style sheet
	 * @param script the script, {@code null} for none
	 * @return this
	 */
	public Html begin(String title, String style, @Nullable String script) {
		String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + digest(style)
				+ ((script != null) ? "; script-src " + digest(script) : "");
		return raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
				+ "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">"
				+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
			.element("title", title)
			.raw("<style>" + style + "</style></head><body>\n");
	}

	/**
	 * Ends a document.
	 * @param script the same script as at its beginning
	 * @return the page
	 */
	public String end(@Nullable String script) {
		if (script != null) {
			raw("<script>" + script + "</script>");
		}
		return raw("</body></html>\n").toString();
	}

	/**
	 * How much there is so far.
	 * @return the number of characters
	 */
	public int length() {
		return this.html.length();
	}

	/**
	 * Text as it stands in markup and between quotes.
	 * @param text any text
	 * @return the text, escaped
	 */
	public static String escaped(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

	/**
	 * A style sheet or script of ours.
	 * @param type a class beside it
	 * @param name name of the file
	 * @return its text
	 */
	public static String resource(Class<?> type, String name) {
		try (InputStream resource = type.getResourceAsStream(name)) {
			return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String digest(String text) {
		return "'sha256-" + Base64.getEncoder().encodeToString(Digests.sha256(Digests.utf8(text))) + "'";
	}

	@Override
	public String toString() {
		return this.html.toString();
	}

}
