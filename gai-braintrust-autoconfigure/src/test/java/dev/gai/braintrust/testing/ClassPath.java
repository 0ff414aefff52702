package dev.gai.braintrust.testing;

import java.io.File;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Class paths of the applications that tests start as processes.
 */
public final class ClassPath {

	private static final Pattern LIBRARIES_OF_OTHER_TESTS = Pattern
		.compile(".*/[^/]*(spring-ai|langchain4j|openai|anthropic|mcp|security|netty|reactor|data-|batch|"
				+ "kotlin|okhttp|hibernate|webflux|thymeleaf|selenium|wiremock|archunit|jdbc|h2-)[^/]*\\.jar");

	private ClassPath() {
	}

	/**
	 * Returns the class path of an application without any library that only other tests
	 * use: it starts in little more than half of the time.
	 * @return the entries, as {@code -cp} takes them
	 */
	public static String ofPlainApplication() {
		return without(LIBRARIES_OF_OTHER_TESTS.asMatchPredicate());
	}

	/**
	 * Returns the class path of a plain application without some of its entries.
	 * @param part what is part of each entry left out
	 * @return the entries, as {@code -cp} takes them
	 */
	public static String ofPlainApplicationWithout(String part) {
		return without(LIBRARIES_OF_OTHER_TESTS.asMatchPredicate().or((entry) -> entry.contains(part)));
	}

	private static String without(Predicate<String> entries) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(entries.negate())
			.collect(Collectors.joining(File.pathSeparator));
	}

}
