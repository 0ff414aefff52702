package dev.gai.braintrust.content.snapshot;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Values that are only named.
 */
@Tag("thorough")
@Timeout(60)
class UntouchedValuesTests {

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void namesStreamsWithoutReadingThem() throws Exception {
		InputStream input = new ByteArrayInputStream(new byte[] { 1 });
		StringReader reader = new StringReader("a");
		Stream<String> stream = Stream.of("a");
		IntStream numbers = IntStream.of(1);
		Iterator<String> iterator = List.of("a").iterator();
		assertNamed(input, reader, stream, numbers, iterator, Collections.enumeration(List.of("a")));
		assertThat(input.read()).isEqualTo(1);
		assertThat(reader.read()).isEqualTo('a');
		assertThat(stream).containsExactly("a");
		assertThat(numbers.sum()).isEqualTo(1);
		assertThat(iterator.next()).isEqualTo("a");
	}

	@Test
	void namesWhatWouldHaveToBeWaitedFor() {
		CompletableFuture<String> future = new CompletableFuture<>();
		assertNamed(future, new Task(), new ReentrantLock(), Thread.currentThread(), ThreadLocal.withInitial(() -> 1));
		assertNamed(Flux.just("a").map((text) -> fail("subscribed")), Mono.fromSupplier(() -> fail("subscribed")));
		try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
			assertNamed(publisher);
			assertThat(publisher.getNumberOfSubscribers()).isZero();
		}
	}

	@Test
	void namesCodeByItsInterface() {
		Supplier<String> supplier = () -> fail("called");
		Callable<String> callable = () -> fail("called");
		Runnable runnable = () -> fail("called");
		Named named = () -> fail("called");
		assertThat(tree(supplier)).isEqualTo("<java.util.function.Supplier>");
		assertThat(tree(callable)).isEqualTo("<java.util.concurrent.Callable>");
		assertThat(tree(runnable)).isEqualTo("<java.lang.Runnable>");
		assertThat(tree(named)).isEqualTo("<" + Named.class.getName() + ">");
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Named.class },
				(self, method, arguments) -> fail("called"));
		assertThat(tree(proxy)).isEqualTo("<" + Named.class.getName() + ">");
		Object bare = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[0],
				(self, method, arguments) -> fail("called"));
		assertThat(tree(bare)).isEqualTo("<" + bare.getClass().getName() + ">");
		assertNamed(new Task());
	}

	@Test
	void namesWhatHoldsResourcesOrSecrets() {
		assertNamed(new Resource(), new ByteArrayResource(new byte[3]), new MockEnvironment(), new User(), new Object(),
				getClass().getClassLoader(), new Walkable());
		try (StaticApplicationContext context = new StaticApplicationContext()) {
			assertNamed(context);
		}
	}

	@Test
	void copiesCollectionsAndRecordsThatCanBeClosed() {
		assertThat(tree(new ClosableRecord("a"))).isEqualTo(Map.of("name", "a"));
		ClosableList list = new ClosableList();
		list.add("a");
		assertThat(tree(list)).isEqualTo(List.of("a"));
	}

	@Test
	void knowsTypesOfAbsentLibrariesByName(@TempDir Path folder) throws Exception {
		compile(folder, "jakarta.servlet.http.HttpServletRequest",
				"package jakarta.servlet.http; public interface HttpServletRequest { }");
		compile(folder, "org.hibernate.collection.spi.PersistentCollection",
				"package org.hibernate.collection.spi; public interface PersistentCollection { }");
		compile(folder, "app.Request",
				"package app; public class Request implements jakarta.servlet.http.HttpServletRequest {"
						+ " public String getBody() { throw new AssertionError(); } }");
		compile(folder, "app.Wrapper", "package app; public class Wrapper extends Request { }");
		compile(folder, "app.LazyBag",
				"package app; public class LazyBag extends java.util.AbstractList<Object>"
						+ " implements org.hibernate.collection.spi.PersistentCollection {"
						+ " public Object get(int i) { throw new AssertionError(); }"
						+ " public int size() { throw new AssertionError(); } }");
		compile(folder, "com.fasterxml.jackson.databind.JsonNode",
				"package com.fasterxml.jackson.databind; public abstract class JsonNode { }");
		compile(folder, "app.OldNode",
				"package app; public class OldNode extends com.fasterxml.jackson.databind.JsonNode {"
						+ " public String toString() { return \"{\\\"a\\\":[1,null]}\"; } }");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() })) {
			for (String name : List.of("app.Request", "app.Wrapper", "app.LazyBag")) {
				assertNamed(newInstance(loader, name));
			}
			Object old = newInstance(loader, "app.OldNode");
			assertThat(String.valueOf(tree(old))).isEqualTo("{a=[1, null]}");
			assertThat(String.valueOf(tree(new Holder(old)))).isEqualTo("{node={a=[1, null]}}");
		}
	}

	private static Object newInstance(ClassLoader loader, String name) throws Exception {
		return loader.loadClass(name).getDeclaredConstructor().newInstance();
	}

	private static void compile(Path folder, String name, String source) throws Exception {
		CompiledSources.compile(folder, "", Map.of(name, source));
	}

	private void assertNamed(Object... values) {
		for (Object value : values) {
			assertThat(tree(value)).isEqualTo("<" + value.getClass().getName() + ">");
		}
	}

	private Object tree(Object value) {
		Snapshot snapshot = this.snapshots.take(value);
		assertThat(snapshot.failure()).isNull();
		Object tree = snapshot.tree();
		assertThat(tree).isNotNull();
		return tree;
	}

	interface Named {

		String getName();

	}

	static final class Task implements Runnable {

		@Override
		public void run() {
			fail("called");
		}

	}

	static final class Resource implements AutoCloseable {

		public String getContent() {
			return fail("read");
		}

		@Override
		public void close() {
			fail("closed");
		}

	}

	static final class User implements Principal {

		@Override
		public String getName() {
			return fail("read");
		}

	}

	static final class Walkable implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return fail("iterated");
		}

	}

	static final class ClosableList extends java.util.ArrayList<String> implements AutoCloseable {

		private static final long serialVersionUID = 1L;

		@Override
		public void close() {
			fail("closed");
		}

	}

	record ClosableRecord(String name) implements AutoCloseable {

		@Override
		public void close() {
			fail("closed");
		}

	}

	record Holder(Object node) {
	}

}
