package dev.gai.braintrust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house. A package is named in full: {@code ..export..} would also be
 * one of OpenTelemetry's.
 */
class ArchitectureTests {

	private static final String BASE = "dev.gai.braintrust.";

	private static JavaClasses classes;

	private static final String[] FACTS = packages("usage", "cost", "content", "error", "completion", "retry",
			"response", "request", "score");

	private static final String[] DOORS = packages("aspect", "springai", "langchain4j", "openai", "anthropic",
			"resilience", "mcp", "http");

	private static final String[] SHIPPING = packages("sampling", "export", "delivery", "feedback", "api", "outbox",
			"dataset", "scoring", "attachment");

	private static final String[] WINDOWS = packages("health", "endpoint", "metrics", "console");

	@BeforeAll
	static void read() {
		classes = new ClassFileImporter()
			.importUrl(BraintrustAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation());
	}

	/** They are many, and the process goes on with other tests. */
	@AfterAll
	static void forget() {
		classes = null;
	}

	@TestFactory
	Stream<DynamicTest> packagesKnowOnlyWhatTheyMay() {
		return Stream
			.of(slices().assignedFrom(Packages.down(1)).should().beFreeOfCycles().as("no package is in a cycle"),
					onlyKnownTo("wiring", packages("autoconfigure"), packages("autoconfigure")),
					onlyKnownTo("aspect", packages("aspect"), packages("aspect", "autoconfigure")),
					onlyKnownTo("springai", packages("springai"), packages("springai", "autoconfigure")),
					onlyKnownTo("langchain4j", packages("langchain4j"), packages("langchain4j", "autoconfigure")),
					onlyKnownTo("resilience", packages("resilience"), packages("resilience", "autoconfigure")),
					onlyKnownTo("mcp", packages("mcp"), packages("mcp", "autoconfigure")),
					onlyKnownTo("http", packages("http"), packages("http", "autoconfigure")),
					onlyKnownTo("openai", packages("openai"), packages("openai", "autoconfigure")),
					onlyKnownTo("anthropic", packages("anthropic"), packages("anthropic", "autoconfigure")),
					noClasses().that()
						.resideInAnyPackage(packages("openai", "anthropic"))
						.should()
						.dependOnClassesThat(Packages.within(packages("trace")))
						.as("readers of a library's types need no span"),
					onlyKnownTo("shipping", SHIPPING, join(SHIPPING, WINDOWS, packages("prompt", "autoconfigure"))),
					onlyKnownTo("windows", WINDOWS, join(WINDOWS, packages("autoconfigure"))),
					noClasses().that()
						.resideInAnyPackage(FACTS)
						.should()
						.dependOnClassesThat(Packages
							.within(join(DOORS, SHIPPING, WINDOWS, packages("trace", "annotation", "autoconfigure"))))
						.as("facts know no other group"),
					noClasses().that()
						.resideInAPackage(BASE + "guard..")
						.should()
						.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.gai.braintrust..")
							.and(DescribedPredicate
								.not(JavaClass.Predicates.resideInAnyPackage(packages("guard", "promise")))))
						.as("guard knows nobody of ours"),
					noClasses().that()
						.resideInAPackage(BASE + "network..")
						.should()
						.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.gai.braintrust..")
							.and(DescribedPredicate
								.not(JavaClass.Predicates.resideInAnyPackage(packages("network", "guard", "promise")))))
						.as("the network knows nobody of ours but guard"),
					noClasses().that()
						.resideInAPackage(BASE + "annotation..")
						.should()
						.dependOnClassesThat(Packages
							.within(join(DOORS, SHIPPING, WINDOWS, FACTS, packages("trace", "autoconfigure"))))
						.as("annotations know nobody"),
					slices().assignedFrom(Packages.down(Integer.MAX_VALUE))
						.should()
						.beFreeOfCycles()
						.as("no room is in a cycle"),
					subRoomStandsAlone("export.row", "export"), subRoomStandsAlone("export.live", "export"),
					subRoomStandsAlone("content.masking.text", "content"))
			.map(ArchitectureTests::test);
	}

	/**
	 * What is compared with ages in the log goes by a clock that does not jump. Files of
	 * earlier processes are as old as the wall clock says.
	 */
	@TestFactory
	Stream<DynamicTest> agesDoNotJumpWithTheWallClock() {
		return Stream
			.of(noClasses().that()
				.resideInAnyPackage(packages("outbox", "export"))
				.should()
				.callMethod(System.class, "currentTimeMillis")
				.as("what waits goes by the steady clock"))
			.map(ArchitectureTests::test);
	}

	@TestFactory
	Stream<DynamicTest> librariesStayWhereTheyBelong() {
		return Stream.of(onlyUsedIn("org.springframework.boot..", "autoconfigure", "health", "endpoint"),
				onlyUsedIn("org.springframework.ai..", "springai", "prompt", "score", "autoconfigure"),
				onlyUsedIn("io.github.resilience4j..", "resilience", "autoconfigure"),
				onlyUsedIn("io.modelcontextprotocol..", "mcp", "autoconfigure"),
				onlyUsedIn("org.springframework.ai.mcp..", "mcp", "autoconfigure"),
				onlyUsedIn("com.openai..", "openai", "springai", "autoconfigure"),
				onlyUsedIn("com.anthropic..", "anthropic", "springai", "autoconfigure"),
				onlyUsedIn("dev.langchain4j..", "langchain4j", "autoconfigure"), onlyUsedIn("org.aspectj..", "nowhere"),
				onlyUsedIn("org.springframework.data..", "cost.budget", "autoconfigure"),
				onlyUsedIn("io.micrometer.core..", "metrics", "autoconfigure"),
				onlyUsedIn("io.opentelemetry.sdk..", "sampling", "export", "autoconfigure"),
				onlyUsedIn("io.opentelemetry.exporter..", "export"), onlyUsedIn("com.samskivert..", "prompt"),
				onlyUsedIn("com.fasterxml.jackson.databind..", "nowhere"))
			.map(ArchitectureTests::test);
	}

	@TestFactory
	Stream<DynamicTest> classesAreWrittenAlike() {
		return Stream
			.of(classes().that()
				.areTopLevelClasses()
				.and()
				.areAnnotatedWith(AutoConfiguration.class)
				.should()
				.bePublic()
				.andShould()
				.haveModifier(JavaModifier.FINAL)
				.andShould()
				.haveSimpleNameEndingWith("AutoConfiguration")
				.andShould()
				.resideInAPackage(BASE + "autoconfigure"),
					methods().that()
						.areDeclaredInClassesThat()
						.areAnnotatedWith(AutoConfiguration.class)
						.should()
						.notBePublic()
						.andShould()
						.notBeProtected(),
					methods().that()
						.areAnnotatedWith(Bean.class)
						.and()
						.haveRawReturnType(DescribedPredicate.describe("a post-processor",
								(type) -> type.isAssignableTo(BeanPostProcessor.class)
										|| type.isAssignableTo(BeanFactoryPostProcessor.class)))
						.should()
						.beStatic(),
					classes().that()
						.areAnnotatedWith(ConfigurationProperties.class)
						.should()
						.beRecords()
						.andShould()
						.resideInAPackage(BASE + "autoconfigure.properties"),
					classes().that()
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
						.should()
						.haveModifier(JavaModifier.FINAL),
					fields().should().notBeAnnotatedWith(Autowired.class).andShould().notBeAnnotatedWith(Value.class),
					fields().that()
						.areDeclaredInClassesThat()
						.areNotEnums()
						.and()
						.areNotStatic()
						.should()
						.notBePublic(),
					NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
					noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Impl|Commons?)"),
					classes().should()
						.resideOutsideOfPackages(packages("util", "common", "impl", "manager", "core", "helper")))
			.map(ArchitectureTests::test);
	}

	/**
	 * {@code Guard} says which errors are ours to catch; nobody else lists them.
	 */
	@Test
	void errorsThatAreCaughtAreListedOnce() {
		assertThat(classes.stream()
			.flatMap((type) -> type.getCodeUnits().stream())
			.flatMap((code) -> code.getTryCatchBlocks().stream())
			.filter((block) -> block.getCaughtThrowables()
				.stream()
				.anyMatch((caught) -> Stream
					.of(LinkageError.class, AssertionError.class, StackOverflowError.class, OutOfMemoryError.class)
					.anyMatch(caught::isAssignableTo)))
			.map((block) -> block.getOwner().getFullName())).isEmpty();
	}

	@Test
	void everyPackageSaysWhatLivesThereAndIsNullMarked() {
		Set<String> packages = classes.stream()
			.map(JavaClass::getPackageName)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(packages).isNotEmpty().allSatisfy((name) -> assertThat(isNullMarked(name)).isTrue());
		for (String name : packages) {
			Path info = sources().resolve(name.replace('.', '/')).resolve("package-info.java");
			assertThat(info).content().startsWith("/**");
		}
	}

	@Test
	void everyAutoConfigurationIsRegisteredInOrder() throws IOException {
		Path file = module()
			.resolve("src/main/resources/META-INF/spring/" + AutoConfiguration.class.getName() + ".imports");
		List<String> existing = classes.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.sorted()
			.toList();
		assertThat(Files.readAllLines(file)).isEqualTo(existing);
	}

	@Test
	void noSourceFileIsLong() throws IOException {
		try (Stream<Path> files = Files.walk(sources())) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java"))).isNotEmpty()
				.allSatisfy(
						(file) -> assertThat(lines(file)).as(file.getFileName().toString()).isLessThanOrEqualTo(300));
		}
	}

	@Test
	void noRoomIsCrowded() throws IOException {
		try (Stream<Path> files = Files.walk(sources())) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> !file.endsWith("package-info.java"))
				.collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))).isNotEmpty()
				.allSatisfy((room, types) -> assertThat(types).as(room.toString()).isLessThanOrEqualTo(40));
		}
	}

	private static DynamicTest test(ArchRule rule) {
		return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
	}

	private static ArchRule onlyKnownTo(String group, String[] packages, String[] mayKnow) {
		return noClasses().that()
			.resideOutsideOfPackages(mayKnow)
			.should()
			.dependOnClassesThat(Packages.within(packages))
			.as(group + " is known only to " + String.join(", ", mayKnow));
	}

	/**
	 * The arrows within a group point downwards: its main room knows the rooms below it,
	 * which know neither that nor each other.
	 */
	private static ArchRule subRoomStandsAlone(String room, String group) {
		return noClasses().that()
			.resideInAPackage(BASE + room + "..")
			.should()
			.dependOnClassesThat(DescribedPredicate.describe("reside elsewhere in " + group,
					(type) -> type.getPackageName().startsWith(BASE + group)
							&& !type.getPackageName().startsWith(BASE + room)))
			.as(room + " knows no other room of " + group);
	}

	private static ArchRule onlyUsedIn(String library, String... packages) {
		return noClasses().that()
			.resideOutsideOfPackages(packages(packages))
			.should()
			.dependOnClassesThat(Packages.within(library))
			.as(library + " is used only in " + String.join(", ", packages));
	}

	private static String[] packages(String... names) {
		return Stream.of(names).map((name) -> BASE + name + "..").toArray(String[]::new);
	}

	private static String[] join(String[]... groups) {
		return Stream.of(groups).flatMap(Stream::of).toArray(String[]::new);
	}

	private static boolean isNullMarked(String packageName) {
		try {
			return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	private static int lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.UTF_8).size();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path sources() {
		return module().resolve("src/main/java");
	}

	private static Path module() {
		return Path.of(System.getProperty("repository.root"), "gai-braintrust-autoconfigure");
	}

}
