package dev.gai.braintrust.replay.cassette;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says what is wrong with a file, and where.
 */
final class CassetteErrors {

	private CassetteErrors() {
	}

	static String text(Path file, JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		String line = (location != null && location.getLineNr() > 0)
				? ":" + location.getLineNr() + ":" + location.getColumnNr() : "";
		return file + line + ": " + reason(ex);
	}

	private static String reason(JacksonException ex) {
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
				return cause.getMessage();
			}
		}
		if (ex instanceof UnrecognizedPropertyException unknown) {
			return "there is no field '" + unknown.getPropertyName() + "' here; there are "
					+ new TreeSet<>(unknown.getKnownPropertyIds().stream().map(String::valueOf).toList()).stream()
						.collect(Collectors.joining(", "));
		}
		if (ex instanceof MismatchedInputException mismatch) {
			String path = mismatch.getPath()
				.stream()
				.map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : "[" + step.getIndex() + "]")
				.collect(Collectors.joining("."));
			return (path.isEmpty() ? "this is no cassette" : "'" + path + "' is of the wrong type")
					+ (mismatch.getTargetType() != null ? ", it should be " + type(mismatch.getTargetType()) : "");
		}
		return ex.getOriginalMessage();
	}

	private static String type(Class<?> type) {
		if (type == String.class) {
			return "a text";
		}
		if (type == Integer.class) {
			return "a number";
		}
		return java.util.Collection.class.isAssignableFrom(type) ? "a list" : "an object";
	}

}
