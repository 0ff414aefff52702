package dev.gai.braintrust.load;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.outbox.OutboxStatus;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that ends spans at a rate, in a process of its own that may be killed.
 * It is told on its input what to do and answers with lines that begin with {@code @}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LoadApplication {

	private static final Map<String, Latencies> phases = new LinkedHashMap<>();

	private static volatile Latencies phase = new Latencies();

	private static volatile int ended;

	public static void main(String[] arguments) throws Exception {
		ConfigurableApplicationContext context = SpringApplication.run(LoadApplication.class, arguments);
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		BraintrustExport export = context.getBean(BraintrustExport.class);
		String port = (context instanceof WebServerApplicationContext web)
				? String.valueOf(web.getWebServer().getPort()) : "0";
		say("ready", port);
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			String[] words = line.split(" ");
			switch (words[0]) {
				case "phase" -> phase(words[1]);
				case "produce" -> produce(tracer, context.getEnvironment().getProperty("load.counter", ""), words);
				case "trees" -> trees(tracer, words);
				case "status" -> status(export.monitor().status());
				case "token" -> say("token", tracer.tool("rated").call((span) -> "" + span.feedbackToken()));
				case "outbox" -> outbox(context.getBean(Outbox.class));
				case "latencies" -> latencies();
				case "gc" -> collect();
				case "exit" -> System.exit(SpringApplication.exit(context));
				default -> say("what", line);
			}
		}
	}

	private static void phase(String name) {
		phase = phases.computeIfAbsent(name, (key) -> new Latencies());
		say("phase", name);
	}

	/**
	 * {@code produce from to perSecond contentBytes}: ends spans in a thread.
	 */
	private static void produce(GenAiTracer tracer, String counter, String[] words) {
		int from = Integer.parseInt(words[1]);
		int to = Integer.parseInt(words[2]);
		double perSecond = Double.parseDouble(words[3]);
		int contentBytes = Integer.parseInt(words[4]);
		Thread producer = new Thread(() -> {
			try (RandomAccessFile file = new RandomAccessFile(counter, "rw")) {
				MappedByteBuffer mapped = file.getChannel().map(MapMode.READ_WRITE, 0, 8);
				long start = System.nanoTime();
				for (int i = from; i < to; i++) {
					long due = start + (long) ((i - from) * 1e9 / perSecond);
					for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
						LockSupport.parkNanos(wait);
					}
					end(tracer, i, contentBytes);
					// Survives a kill, as nothing else of this process does.
					mapped.putInt(0, i + 1);
					ended = i + 1;
				}
				say("produced", to + " " + (System.nanoTime() - start) / 1_000_000);
			}
			catch (Throwable ex) {
				say("failed", ex.toString());
			}
		}, "producer");
		producer.start();
	}

	/**
	 * {@code trees from to perSecond contentBytes}: traces of three spans, every tenth
	 * with an error in it.
	 */
	private static void trees(GenAiTracer tracer, String[] words) {
		int from = Integer.parseInt(words[1]);
		int to = Integer.parseInt(words[2]);
		double perSecond = Double.parseDouble(words[3]);
		int contentBytes = Integer.parseInt(words[4]);
		new Thread(() -> {
			long start = System.nanoTime();
			for (int i = from; i < to; i++) {
				LockSupport.parkNanos(start + (long) ((i - from) * 1e9 / perSecond) - System.nanoTime());
				int number = i;
				tracer.agent("tree-" + number).run((agent) -> {
					end(tracer, "tree-" + number + "-a", number, contentBytes, null);
					end(tracer, "tree-" + number + "-b", number, contentBytes,
							(number % 10 == 0) ? new IllegalStateException("every tenth") : null);
				});
			}
			say("produced", to + " " + (System.nanoTime() - start) / 1_000_000);
		}, "producer").start();
	}

	private static void end(GenAiTracer tracer, String name, int number, int contentBytes,
			@Nullable RuntimeException error) {
		ActiveSpan span = tracer.tool(name).input(content(number, contentBytes)).start();
		if (error != null) {
			span.failed(error);
		}
		else {
			span.completed("done");
		}
	}

	private static void end(GenAiTracer tracer, int number, int contentBytes) {
		ActiveSpan span = tracer.tool(String.valueOf(number)).input(content(number, contentBytes)).start();
		Latencies current = phase;
		long start = System.nanoTime();
		span.completed("done");
		current.add(System.nanoTime() - start);
	}

	/**
	 * Text that compresses about as well as prompts do.
	 */
	private static String content(int number, int bytes) {
		StringBuilder text = new StringBuilder(bytes + 32);
		for (int i = number; text.length() < bytes; i += 7919) {
			text.append("word").append(Integer.toString(i, 36)).append(" of a prompt, ");
		}
		return text.substring(0, bytes);
	}

	private static void status(ExportStatus status) {
		var counts = status.counts();
		say("status",
				"ended=%d filtered=%d queued=%d logged=%d delivered=%d dropped=%s bytes=%d heap=%d writer=%d threads=%d failures=%d problem=%s"
					.formatted(counts.ended(), counts.filtered(), counts.queued(), counts.logged(), counts.delivered(),
							counts.dropped().toString().replace(" ", ""), status.logBytes(), heap(), writerMicros(),
							Thread.activeCount(), status.consecutiveFailures(),
							(status.logProblem() != null) ? status.logProblem().replace(' ', '_') : "none"));
	}

	private static void outbox(Outbox outbox) {
		OutboxStatus status = outbox.status();
		say("outbox",
				"waiting=%d delivered=%d dropped=%s bytes=%d heap=%d trouble=%s".formatted(status.waiting(),
						status.delivered(), status.dropped().toString().replace(" ", ""), status.bytes(), heap(),
						String.valueOf(outbox.trouble()).replace(' ', '_')));
	}

	/**
	 * What the writer has taken of a processor, which does not depend on who else wants
	 * it.
	 */
	private static long writerMicros() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
			if (thread != null && thread.getThreadName().equals("gai-braintrust-writer")) {
				return threads.getThreadCpuTime(thread.getThreadId()) / 1_000;
			}
		}
		return 0;
	}

	private static void latencies() {
		StringBuilder all = new StringBuilder();
		phases.forEach((name, times) -> all.append(String.format(Locale.ROOT, "%s=%d/%.1f/%.1f/%.1f ", name,
				times.count(), times.micros(0.5), times.micros(0.99), times.micros(0.999))));
		say("latencies", all.toString().strip());
	}

	private static void collect() {
		System.gc();
		say("gc", String.valueOf(heap()));
	}

	private static long heap() {
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static synchronized void say(String what, String text) {
		System.out.println("@" + what + " " + text);
		System.out.flush();
	}

}
