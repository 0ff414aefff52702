package dev.gai.braintrust.speed.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.FileSystemUtils;

/**
 * An application with the starter and all of its defaults: cost, masking, log on disk.
 */
final class StarterPipe implements Pipe {

	private final Path spool;

	private final ConfigurableApplicationContext context;

	private final GenAiTracer tracer;

	private final BraintrustSpanProcessor processor;

	/** Makes spans through OpenTelemetry's API, {@code null} where the starter's does. */
	private final Tracer api;

	StarterPipe(String url, boolean gzip, boolean api) {
		// DevTools is on the class path of the tests, and would start everything twice.
		System.setProperty("spring.devtools.restart.enabled", "false");
		try {
			this.spool = Files.createTempDirectory("speed-spool");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=WARN", "spring.application.name=speed",
					"gai.braintrust.api-key=sk-speed", "gai.braintrust.api-url=" + url,
					"gai.braintrust.export.spool.directory=" + this.spool,
					"gai.braintrust.export.compression=" + (gzip ? "gzip" : "none"))
			.run();
		this.tracer = this.context.getBean(GenAiTracer.class);
		this.processor = this.context.getBean(BraintrustSpanProcessor.class);
		this.api = api ? this.context.getBean(OpenTelemetry.class).getTracer("speed") : null;
	}

	@Override
	public void span(String input, String output) {
		if (this.api != null) {
			ApiSpan.make(this.api, input, output);
			return;
		}
		this.tracer.llm("openai", "gpt-4o-mini")
			.messages(List.of(Message.user(input)))
			.temperature(0.7)
			.metadata("user_id", "u-1")
			.metadata("session_id", "s-1")
			.run((span) -> span.output(output).usage(1024, 256).responseModel("gpt-4o-mini-2024-07-18"));
	}

	@Override
	public void flush() {
		this.processor.forceFlush().join(60, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.context.close();
		FileSystemUtils.deleteRecursively(this.spool.toFile());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
