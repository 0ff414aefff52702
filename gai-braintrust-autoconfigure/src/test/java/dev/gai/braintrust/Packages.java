package dev.gai.braintrust;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * Compares names of packages without patterns, which ArchUnit compiles again for each of
 * the many dependencies.
 */
final class Packages {

	private static final String BASE = "dev.gai.braintrust.";

	private Packages() {
	}

	/**
	 * Matches classes in some packages and in those below them.
	 * @param packages the packages, each with two dots behind its name
	 * @return the predicate
	 */
	static DescribedPredicate<JavaClass> within(String... packages) {
		List<String> starts = Stream.of(packages).map((name) -> name.substring(0, name.length() - 1)).toList();
		return DescribedPredicate.describe("reside within " + String.join(", ", packages), (type) -> {
			String name = type.getPackageName() + ".";
			return starts.stream().anyMatch(name::startsWith);
		});
	}

	/**
	 * Puts all of ours together whose packages have the same name as far as a depth.
	 * @param depth how many names below the base
	 * @return the slices
	 */
	static SliceAssignment down(int depth) {
		return new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				String name = type.getPackageName();
				return name.startsWith(BASE) ? SliceIdentifier.of(Stream.of(name.substring(BASE.length()).split("\\."))
					.limit(depth)
					.collect(Collectors.joining("."))) : SliceIdentifier.ignore();
			}

			@Override
			public String getDescription() {
				return "packages of " + BASE;
			}

		};
	}

}
