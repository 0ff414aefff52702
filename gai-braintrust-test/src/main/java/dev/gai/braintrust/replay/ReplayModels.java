package dev.gai.braintrust.replay;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a Spring test class: puts a server on 127.0.0.1 in place of a provider of models.
 * The property {@code gai.braintrust.replay.mode} decides what it does:
 * <ul>
 * <li>{@code replay}, the default: it answers from cassettes, files with recorded
 * exchanges. A request that nobody recorded never leaves the machine; it is answered with
 * status 400, and fails the test with the nearest recording and the difference.</li>
 * <li>{@code record}: it passes requests on, and stores each exchange as a file, without
 * credentials.</li>
 * <li>{@code live}: there is no such server; the client asks the provider itself.</li>
 * </ul>
 * Any client works whose address is a property. Repeat the annotation for several
 * providers.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ReplayModels.List.class)
@ExtendWith(ReplayExtension.class)
@PublicApi
public @interface ReplayModels {

	/**
	 * Folder of the cassettes, seen from the folder of the module:
	 * {@code src/test/cassettes/support}. Several classes may share it.
	 * @return the folder
	 */
	String cassettes();

	/**
	 * Address of the provider: what the property would hold without the annotation. May
	 * hold placeholders, also that very property: {@code https://api.openai.com} or
	 * {@code https://api.openai.com/v1}.
	 * @return an absolute address, {@code http} or {@code https}
	 */
	String target();

	/**
	 * The properties in which clients find the address, such as
	 * {@code spring.ai.openai.base-url}.
	 * @return the names, one at least
	 */
	String[] property();

	/**
	 * The values in the JSON of requests that differ from run to run and are neither
	 * compared nor stored, as JSONPath such as {@code $.user} or
	 * {@code $.messages[*].id}.
	 * @return the paths
	 */
	String[] ignore() default {};

	/**
	 * Several of them.
	 *
	 * @since 0.1.0
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Inherited
	@ExtendWith(ReplayExtension.class)
	@PublicApi
	@interface List {

		/**
		 * The annotations.
		 * @return the annotations, one for each provider
		 */
		ReplayModels[] value();

	}

}
