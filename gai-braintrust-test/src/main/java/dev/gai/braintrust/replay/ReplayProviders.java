package dev.gai.braintrust.replay;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.replay.cassette.CassetteFolder;
import dev.gai.braintrust.replay.cassette.Redaction;

/**
 * The providers of an application, each with a server that stands before it. Thread-safe,
 * once all of them are added.
 */
final class ReplayProviders implements AutoCloseable {

	private final TestRuns tests = new TestRuns();

	private final List<ReplayServer> servers = new ArrayList<>();

	private final List<Library> libraries = new ArrayList<>();

	private final Map<Path, CassetteFolder> recorded = new LinkedHashMap<>();

	/**
	 * Creates it, without a provider.
	 */
	ReplayProviders() {
	}

	/**
	 * The tests that run.
	 * @return the tests
	 */
	TestRuns tests() {
		return this.tests;
	}

	/**
	 * Adds a provider that is played from cassettes.
	 * @param cassettes the folder of the cassettes
	 * @param ignore paths of what is not compared
	 * @return the address of the server that stands for it
	 */
	String replay(Path cassettes, List<String> ignore) {
		Redaction redaction = new Redaction(ignore);
		Library library = new Library(new CassetteFolder(cassettes), redaction);
		library.refresh();
		this.libraries.add(library);
		return add(new Replayer(library, redaction));
	}

	/**
	 * Adds a provider that is recorded.
	 * @param cassettes the folder of the cassettes
	 * @param ignore paths of what is not stored
	 * @param target the address of the provider, asked for with the first request
	 * @return the address of the server that stands before it
	 */
	String record(Path cassettes, List<String> ignore, Supplier<URI> target) {
		CassetteFolder folder = this.recorded.computeIfAbsent(cassettes, CassetteFolder::new);
		return add(new Recorder(folder, new Redaction(ignore), new Provider(target)));
	}

	private String add(Answering answering) {
		ReplayServer server = new ReplayServer(answering, this.tests).listen();
		this.servers.add(server);
		return server.url();
	}

	/**
	 * Reads the cassettes again, if they are others than before.
	 */
	void refresh() {
		this.libraries.forEach(Library::refresh);
	}

	/**
	 * The folders that are recorded into.
	 * @return the folder of each provider once
	 */
	List<CassetteFolder> recorded() {
		return List.copyOf(this.recorded.values());
	}

	@Override
	public void close() {
		this.servers.forEach(ReplayServer::close);
	}

}
