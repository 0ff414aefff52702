package dev.gai.braintrust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import org.assertj.core.api.AbstractSoftAssertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house, for what tests use.
 */
@Tag("thorough")
class ArchitectureTests {

	private static final String BASE = "dev.gai.braintrust.";

	private static final int MOST_TYPES = 40;

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption((location) -> location.contains("gai-braintrust-test") && !location.contains("test-classes"))
		.importPackages("dev.gai.braintrust");

	@TestFactory
	Stream<DynamicTest> packagesKnowOnlyWhatTheyMay() {
		return Stream
			.of(slices().matching(BASE + "(*)..").should().beFreeOfCycles().as("no group is in a cycle"),
					noClasses().that()
						.resideInAPackage(BASE + "replay.cassette..")
						.should()
						.dependOnClassesThat()
						.resideInAPackage(BASE + "replay")
						.as("what is kept of an exchange knows nothing of servers"),
					knowsNothingOf("test", "eval", "replay"), knowsNothingOf("eval", "replay"),
					knowsNothingOf("replay", "eval"), knowsNothingOf("test.recording", "test.report"),
					knowsNothingOf("eval.pace", "eval.upload", "eval.engine"),
					knowsNothingOf("eval.upload", "eval.engine"), knowsNothingOf("replay.cassette", "test"),
					onlyUsedIn("com.github.tomakehurst..", "replay"),
					noClasses().that()
						.resideInAPackage(BASE + "replay.cassette..")
						.should()
						.dependOnClassesThat()
						.resideInAPackage("com.github.tomakehurst..")
						.as("cassettes need no server"),
					onlyUsedIn("com.jayway.jsonpath..", "replay.cassette"),
					onlyUsedIn("org.junit.jupiter.engine..", "eval.engine"),
					onlyUsedIn("com.fasterxml.jackson.databind..", "nowhere"))
			.map(ArchitectureTests::test);
	}

	@TestFactory
	Stream<DynamicTest> classesAreWrittenAlike() {
		return Stream
			.of(classes().that()
				.areNotInterfaces()
				.and()
				.areNotAnnotations()
				.and()
				.areNotEnums()
				.and()
				.areNotAnonymousClasses()
				.and()
				.doNotHaveModifier(JavaModifier.ABSTRACT)
				.and(DescribedPredicate.describe("are not package-info",
						(type) -> !type.getSimpleName().equals("package-info")))
				.and()
				.areNotAssignableTo(AbstractSoftAssertions.class)
				.should()
				.haveModifier(JavaModifier.FINAL), NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
					noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Commons?)"))
			.map(ArchitectureTests::test);
	}

	@Test
	void noPackageIsCrowded() {
		Map<String, Long> types = classes.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

		assertThat(types).hasSizeGreaterThan(8)
			.allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_TYPES));
	}

	@Test
	void everyPackageIsNullMarkedAndSaysWhatLivesThere() throws Exception {
		Set<String> names = classes.stream()
			.map(JavaClass::getPackageName)
			.collect(Collectors.toCollection(TreeSet::new));
		for (String name : names) {
			assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)).as(name).isTrue();
			assertThat(sources().resolve(name.replace('.', '/')).resolve("package-info.java")).content()
				.startsWith("/**");
		}
	}

	@Test
	void everyPublicTypeSaysWhetherItIsPromised() {
		assertThat(classes.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC)
					&& (type.isTopLevelClass() || isPublic(type.getEnclosingClass().orElseThrow())))
			.filter((type) -> promises(type) != 1)
			.map(JavaClass::getName)).isEmpty();
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC);
	}

	private static int promises(JavaClass type) {
		boolean internal = type.isAnnotatedWith(Internal.class) || type.getPackage().isAnnotatedWith(Internal.class)
				|| type.getEnclosingClass().filter((outer) -> outer.isAnnotatedWith(Internal.class)).isPresent();
		return (internal ? 1 : 0) + (type.isAnnotatedWith(PublicApi.class) ? 1 : 0);
	}

	@Test
	void noSourceFileIsLong() throws IOException {
		try (Stream<Path> files = Files.walk(sources())) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".java")).toList()) {
				assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(310);
			}
		}
	}

	private static DynamicTest test(ArchRule rule) {
		return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
	}

	private static ArchRule knowsNothingOf(String room, String... others) {
		return noClasses().that()
			.resideInAPackage(BASE + room + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(packages(others))
			.as(room + " knows nothing of " + String.join(", ", others));
	}

	private static ArchRule onlyUsedIn(String library, String room) {
		return noClasses().that()
			.resideOutsideOfPackage(BASE + room + "..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.as(library + " is used only in " + room);
	}

	private static String[] packages(String... names) {
		return Stream.of(names).map((name) -> BASE + name + "..").toArray(String[]::new);
	}

	private static Path sources() {
		return Path.of("src/main/java");
	}

}
