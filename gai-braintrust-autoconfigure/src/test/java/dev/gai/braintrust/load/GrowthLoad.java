package dev.gai.braintrust.load;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.console.ManyTraces;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.BraintrustSpanProcessor;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageLedger;
import net.bytebuddy.ByteBuddy;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How time and memory grow with what applications have many of. Time is that of the CPU
 * on the thread that works.
 */
final class GrowthLoad {

	void streams(Path folder, Findings findings) throws Exception {
		for (int streams : new int[] { 100, 100, 1_000 }) {
			try (LoadBackend backend = new LoadBackend();
					ConfigurableApplicationContext context = start(folder, backend.url(), List.of())) {
				GenAiTracer tracer = context.getBean(GenAiTracer.class);
				long before = heap();
				long start = cpu();
				List<ActiveSpan> open = new ArrayList<>();
				for (int i = 0; i < streams; i++) {
					open.add(tracer.llm("openai", "gpt-4o-mini")
						.messages(List.of(Message.user("question " + i)))
						.start());
				}
				for (int element = 0; element < 200; element++) {
					open.forEach((span) -> span.element("token "));
				}
				double micros = (cpu() - start) / 1e3 / (200 * streams);
				long held = heap() - before;
				open.forEach(ActiveSpan::completed);
				open.clear();
				flush(context);
				findings.fact(String.format(Locale.ROOT,
						"%d streams at a time, 200 elements each: %.2f µs an element, %.1f KB a stream while it runs, %d spans delivered",
						streams, micros, held / 1024.0 / streams, delivered(context)));
			}
		}
	}

	void longTrace(Path folder, Findings findings) throws Exception {
		for (int spans : new int[] { 1_000, 1_000, 10_000 }) {
			try (LoadBackend backend = new LoadBackend();
					ConfigurableApplicationContext context = start(folder, backend.url(),
							List.of("--gai.braintrust.export.max-queue-size=20000"))) {
				GenAiTracer tracer = context.getBean(GenAiTracer.class);
				long before = heap();
				long start = cpu();
				long[] held = new long[2];
				tracer.agent("long").run((agent) -> {
					for (int i = 0; i < spans; i++) {
						tracer.tool("tool").input("question " + i).run((span) -> span.output("answer"));
					}
					held[0] = heap() - before;
					// Of what has ended, only the places are left.
					flush(context);
					held[1] = heap() - before;
				});
				double micros = (cpu() - start) / 1e3 / spans;
				flush(context);
				findings.fact(String.format(Locale.ROOT,
						"trace of %d spans: %.1f µs a span, before it ends %.1f MB more, %.1f MB once the rest is written, %d spans delivered",
						spans, micros, held[0] / 1048576.0, held[1] / 1048576.0, delivered(context)));
			}
		}
	}

	void usageKeys(Path folder, Findings findings) {
		for (int keys : new int[] { 1_000, 1_000, 10_000 }) {
			long before = heap();
			UsageLedger ledger = new UsageLedger(List.of("user_id"), 10_000, InstantSource.system(),
					UnaryOperator.identity());
			long start = cpu();
			for (int round = 0; round < 10; round++) {
				for (int key = 0; key < keys; key++) {
					ledger.add(call("user-" + key));
				}
			}
			double micros = (cpu() - start) / 1e3 / (10.0 * keys);
			long held = heap() - before;
			start = cpu();
			Object report = ledger.report();
			findings.fact(String.format(Locale.ROOT,
					"%d keys: %.2f µs a call, %.1f MB, report in %.1f ms" + ((report != null) ? "" : " (none)"), keys,
					micros, held / 1048576.0, (cpu() - start) / 1e6));
		}
	}

	void console(Path folder, Findings findings) {
		for (int traces : new int[] { 50, 50, 500 }) {
			long before = heap();
			ManyTraces many = new ManyTraces(traces, 200);
			long held = heap() - before;
			long start = cpu();
			int length = many.json();
			findings.fact(String.format(Locale.ROOT, "%d traces of 200 spans: %.1f MB, JSON of %.1f MB in %.0f ms",
					traces, held / 1048576.0, length / 1e6, (cpu() - start) / 1e6));
		}
	}

	void beans(Path folder, Findings findings) throws Exception {
		List<Class<?>> types = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			types.add(new ByteBuddy().subclass(Object.class)
				.name("dev.gai.braintrust.load.generated.Bean" + i)
				.make()
				.load(GrowthLoad.class.getClassLoader())
				.getLoaded());
		}
		start(folder, "http://127.0.0.1:9", List.of(), types).close();
		for (int count : new int[] { 0, 2_000 }) {
			List<Long> with = new ArrayList<>();
			List<Long> without = new ArrayList<>();
			for (int round = 0; round < 5; round++) {
				with.add(startNanos(folder, types.subList(0, count), "true"));
				without.add(startNanos(folder, types.subList(0, count), "false"));
			}
			findings.fact(
					String.format(Locale.ROOT, "start with %d beans of as many classes: %.0f ms, switched off %.0f ms",
							count, median(with) / 1e6, median(without) / 1e6));
		}
	}

	private static long startNanos(Path folder, List<Class<?>> types, String enabled) {
		long start = cpu();
		ConfigurableApplicationContext context = start(folder, "http://127.0.0.1:9",
				List.of("--gai.braintrust.enabled=" + enabled), types);
		long took = cpu() - start;
		context.close();
		return took;
	}

	private static long median(List<Long> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
	}

	private static ConfigurableApplicationContext start(Path folder, String url, List<String> arguments) {
		return start(folder, url, arguments, List.of());
	}

	private static ConfigurableApplicationContext start(Path folder, String url, List<String> arguments,
			List<Class<?>> types) {
		System.setProperty("spring.devtools.restart.enabled", "false");
		List<String> all = new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.root=WARN",
				"--spring.application.name=growth", "--gai.braintrust.api-key=sk-load",
				"--gai.braintrust.api-url=" + url, "--gai.braintrust.export.shutdown-timeout=1s",
				"--gai.braintrust.export.spool.directory=" + folder));
		all.addAll(arguments);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).initializers((context) -> {
			for (Class<?> type : types) {
				((GenericApplicationContext) context).registerBeanDefinition(type.getSimpleName(),
						new RootBeanDefinition(type));
			}
		}).run(all.toArray(String[]::new));
	}

	private static CompletedCall call(String user) {
		return new CompletedCall("openai", "gpt-4o-mini", "gpt-4o-mini", "chat",
				Usage.builder().input(10L).output(5L).build(), null, null, Instant.now(), Duration.ofMillis(5), null, 0,
				null, false, null, Map.of("user_id", user), null, null);
	}

	private static void flush(ConfigurableApplicationContext context) {
		context.getBean(BraintrustSpanProcessor.class).forceFlush().join(60, TimeUnit.SECONDS);
	}

	private static long delivered(ConfigurableApplicationContext context) {
		return context.getBean(BraintrustExport.class).monitor().status().counts().delivered();
	}

	private static long cpu() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	private static long heap() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
