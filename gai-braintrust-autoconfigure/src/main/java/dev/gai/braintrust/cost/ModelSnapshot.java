package dev.gai.braintrust.cost;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether one name of a model is that of a snapshot of another: the same name, and
 * behind it a date or the number of a build. {@code gpt-4o-2024-08-06} is one of
 * {@code gpt-4o}, {@code gpt-4o-mini} is not.
 */
final class ModelSnapshot {

	/** Google puts the path of the resource before the name. */
	private static final Pattern RESOURCE = Pattern.compile("^([^:]*/)?models/");

	private static final String DATE = "(19|20)\\d{2}[-.]?\\d{2}([-.]?\\d{2})?|\\d{2}-\\d{2}|\\d{2}-(19|20)\\d{2}";

	/**
	 * One or two digits alone are a version of the model, which has a price of its own.
	 */
	private static final String BUILD = "v\\d+([.:]\\d+)*|\\d{3,4}";

	private static final Pattern SUFFIX = Pattern
		.compile("([-@:](latest|preview|exp|experimental|" + DATE + "|" + BUILD + "))+");

	private static final Pattern LETTERS = Pattern.compile("[a-zA-Z]+");

	private ModelSnapshot() {
	}

	static boolean isSnapshot(@Nullable String name, @Nullable String model) {
		if (name == null || model == null) {
			return false;
		}
		String snapshot = normal(name);
		String base = normal(model);
		return snapshot.length() > base.length() && snapshot.startsWith(base)
				&& SUFFIX.matcher(snapshot.substring(base.length())).matches();
	}

	/**
	 * Whether a name is another one with the variant of a gateway, such as
	 * {@code :online}, behind it.
	 */
	static boolean isVariant(@Nullable String name, @Nullable String model) {
		int colon = (name != null) ? name.lastIndexOf(':') : -1;
		if (colon <= 0 || name == null || model == null || !LETTERS.matcher(name.substring(colon + 1)).matches()) {
			return false;
		}
		String base = name.substring(0, colon);
		return normal(base).equals(normal(model)) || isSnapshot(model, base);
	}

	/**
	 * Whether a name says of a model where it is run, or by whom: it ends with the model,
	 * {@code global.anthropic.claude-…-v1:0} for example.
	 */
	static boolean isPlaceOf(@Nullable String name, @Nullable String model) {
		if (name == null || model == null || (name.indexOf('.') < 0 && name.indexOf('/') < 0)) {
			return false;
		}
		// Google writes the date behind another sign.
		String placed = name.strip().toLowerCase(Locale.ROOT).replace('@', '-');
		String plain = normal(model).replace('@', '-');
		int start = placed.lastIndexOf(plain);
		if (start <= 0 || plain.isEmpty() || "./".indexOf(placed.charAt(start - 1)) < 0) {
			return false;
		}
		String rest = placed.substring(start + plain.length());
		return rest.isEmpty() || SUFFIX.matcher(rest).matches();
	}

	private static String normal(String name) {
		String plain = name.strip().toLowerCase(Locale.ROOT);
		return plain.contains("models/") ? RESOURCE.matcher(plain).replaceFirst("") : plain;
	}

}
