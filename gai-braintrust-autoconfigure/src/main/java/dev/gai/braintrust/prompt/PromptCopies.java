package dev.gai.braintrust.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;

import dev.gai.braintrust.delivery.spool.OwnerOnlyFile;
import dev.gai.braintrust.guard.Digests;
import dev.gai.braintrust.guard.WithoutText;
import dev.gai.braintrust.promise.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Copies of prompts that need no network: the last good one of an earlier run, in a file
 * that only this user can read, and the one that the application brings along. Not for
 * the caller's thread.
 *
 * @since 0.1.0
 */
@Internal
public final class PromptCopies {

	private static final Log logger = LogFactory.getLog(PromptCopies.class);

	private static final JsonMapper json = new JsonMapper();

	/** Larger than any prompt; a bound for what is read. */
	private static final int MAX_BYTES = 4 * 1024 * 1024;

	private final @Nullable Path directory;

	private final PromptOwner owner;

	private final String fallback;

	private final ResourceLoader resources;

	/**
	 * Creates copies.
	 * @param directory the folder for the last good copies, {@code null} to keep none
	 * @param owner what copies belong to: one of another address, project or key is never
	 * served
	 * @param fallback where the application's own copies are, such as
	 * {@code classpath:braintrust/prompts/}
	 * @param resources loads the application's own copies
	 */
	public PromptCopies(@Nullable Path directory, PromptOwner owner, String fallback, ResourceLoader resources) {
		this.directory = directory;
		this.owner = owner;
		this.fallback = fallback.endsWith("/") ? fallback : fallback + "/";
		this.resources = resources;
	}

	/**
	 * The last good copy, else the application's own.
	 */
	@Nullable BraintrustPrompt find(PromptKey key) {
		BraintrustPrompt copy = onDisk(key);
		try {
			return (copy != null) ? copy : onClassPath(key);
		}
		catch (IllegalArgumentException ex) {
			logger.warn("A prompt cannot be read: " + ex.getMessage());
			return null;
		}
	}

	@Nullable BraintrustPrompt onDisk(PromptKey key) {
		if (this.directory == null) {
			return null;
		}
		try {
			byte[] bytes = OwnerOnlyFile.read(this.directory.resolve(fileName(key)), MAX_BYTES);
			return (bytes != null) ? PromptReader.read(key.slug(), json.readTree(bytes), PromptOrigin.DISK) : null;
		}
		catch (IOException | JacksonException | IllegalArgumentException ex) {
			logger.debug("The last good copy of prompt " + key + " cannot be used", WithoutText.of(ex));
			return null;
		}
	}

	/**
	 * The application's own copy.
	 * @throws IllegalArgumentException if there is one that cannot be read
	 */
	@Nullable BraintrustPrompt onClassPath(PromptKey key) {
		if (key.slug().contains("..") || key.slug().contains("\\") || key.version().isFixed()) {
			return null;
		}
		Resource resource = this.resources.getResource(fallbackLocation(key));
		if (!resource.exists()) {
			return null;
		}
		try (InputStream in = resource.getInputStream()) {
			return PromptReader.read(key.slug(), json.readTree(in.readNBytes(MAX_BYTES)), PromptOrigin.FALLBACK);
		}
		catch (IOException | JacksonException | IllegalArgumentException ex) {
			String reason = (ex instanceof JacksonException) ? "it is not JSON" : ex.getMessage();
			throw new IllegalArgumentException(fallbackLocation(key) + " cannot be used: " + reason);
		}
	}

	String fallbackLocation(PromptKey key) {
		return this.fallback + key.slug() + ".json";
	}

	void keep(PromptKey key, JsonNode prompt) {
		if (this.directory == null) {
			return;
		}
		try {
			OwnerOnlyFile.replace(this.directory.resolve(fileName(key)), json.writeValueAsBytes(prompt));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("No copy of prompt " + key + " can be kept in " + this.directory, WithoutText.of(ex));
		}
	}

	private String fileName(PromptKey key) {
		byte[] digest = Digests.hmac(Digests.utf8(this.owner.secret()),
				Digests.framed(this.owner.destination(), key.slug(), key.version().toString()));
		return HexFormat.of().formatHex(digest, 0, 16) + ".json";
	}

}
