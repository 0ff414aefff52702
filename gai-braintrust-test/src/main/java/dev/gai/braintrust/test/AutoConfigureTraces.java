package dev.gai.braintrust.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.gai.braintrust.promise.PublicApi;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * On a test class: records the traces of the application under test, for assertions on
 * {@link RecordedTraces}. Works with {@code @SpringBootTest}, with slices and with any
 * other Spring test, and brings the tracing that a test without auto-configuration lacks.
 * <p>
 * Finished spans are shaped as they would be sent, masked and cut, and kept in memory.
 * Nothing is sent, also where an API key is set, and nothing is sampled out. When a test
 * fails its traces are written as a page to {@code target/gai-traces} ({@code build} with
 * Gradle).
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PublicApi
public @interface AutoConfigureTraces {

}
