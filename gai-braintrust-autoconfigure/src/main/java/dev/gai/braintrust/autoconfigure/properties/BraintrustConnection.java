package dev.gai.braintrust.autoconfigure.properties;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.trace.Permalinks;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Where spans go, checked: a mistake stops the application when it starts, with a message
 * that does not repeat what might be a secret.
 *
 * @since 0.1.0
 */
public final class BraintrustConnection {

	private static final List<String> PARENTS = List.of("project_id:", "project_name:", "experiment_id:",
			"playground_id:");

	private final BraintrustProperties properties;

	private final @Nullable String applicationName;

	private final ServerAddress address;

	private final GivenKey key;

	private BraintrustConnection(BraintrustProperties properties, @Nullable String applicationName,
			ServerAddress address, GivenKey key) {
		this.properties = properties;
		this.applicationName = applicationName;
		this.address = address;
		this.key = key;
	}

	BraintrustConnection(BraintrustProperties properties, @Nullable String applicationName) {
		this(properties, applicationName, new ServerAddress(properties, "gai.braintrust.api-url", properties.apiUrl()),
				new GivenKey("gai.braintrust.api-key", properties.apiKey()));
	}

	/**
	 * What is set for the connection.
	 * @param properties the properties
	 * @param environment knows the name of the application
	 * @return the connection, not checked yet
	 */
	public static BraintrustConnection of(BraintrustProperties properties, Environment environment) {
		return new BraintrustConnection(properties, environment.getProperty("spring.application.name"));
	}

	/**
	 * The same connection to a server that is not set in properties.
	 * @param apiUrl address of the API
	 * @param apiKey what opens it
	 * @return the connection, not checked yet
	 */
	public BraintrustConnection to(String apiUrl, String apiKey) {
		return new BraintrustConnection(this.properties, this.applicationName,
				new ServerAddress(this.properties, "BraintrustConnectionDetails.apiUrl", apiUrl),
				new GivenKey("BraintrustConnectionDetails.apiKey", ApiKey.of(apiKey)));
	}

	/**
	 * Whether there is something that opens the server.
	 * @return whether a key is set that is not blank
	 */
	public boolean hasKey() {
		ApiKey set = this.key.value();
		return set != null && !set.isBlank();
	}

	/**
	 * What must not show anywhere.
	 * @return the API key and the password of the proxy, as far as they are set
	 */
	public List<ApiKey> secrets() {
		return Stream.of(this.key.value(), this.properties.apiKey(), this.properties.export().proxy().password())
			.filter(Objects::nonNull)
			.toList();
	}

	/**
	 * Checks everything that is set, also while nothing is sent: a mistake shall show
	 * before the key arrives.
	 */
	public void check() {
		this.address.check();
		parent();
		if (hasKey()) {
			checkedKey();
		}
		List<String> accepted = this.properties.trace().baggage().accept();
		for (int i = 0; i < accepted.size(); i++) {
			checkedParent("gai.braintrust.trace.baggage.accept[" + i + "]", accepted.get(i));
		}
	}

	/**
	 * Where spans go.
	 * @return the destination, checked
	 */
	public Destination destination() {
		return new Destination(this.address.ofTraces(), checkedKey().authorization(), parent());
	}

	private ApiKey checkedKey() {
		ApiKey set = this.key.value();
		if (set == null || !set.isWellFormed()) {
			throw new InvalidBraintrustPropertyException(this.key.name(),
					"holds characters that no API key has (a space, a line break or a letter beyond ASCII), or too "
							+ "many of them",
					"Copy the key again from Braintrust's settings, without quotes, spaces or line breaks.");
		}
		return set;
	}

	/**
	 * The object that spans belong to.
	 * @return the object, for example {@code project_name:shop}
	 */
	public String parent() {
		String parent = this.properties.parent();
		if (StringUtils.hasText(parent)) {
			return checkedParent("gai.braintrust.parent", parent);
		}
		if (StringUtils.hasText(this.properties.projectId())) {
			return checkedText("gai.braintrust.project-id", "project_id:" + this.properties.projectId().strip());
		}
		return checkedText("gai.braintrust.project-name", "project_name:" + projectName());
	}

	private String projectName() {
		if (StringUtils.hasText(this.properties.projectName())) {
			return this.properties.projectName().strip();
		}
		return StringUtils.hasText(this.applicationName) ? this.applicationName : "application";
	}

	private static String checkedParent(String property, String parent) {
		String stripped = parent.strip();
		boolean known = PARENTS.stream()
			.anyMatch((prefix) -> stripped.startsWith(prefix) && stripped.length() > prefix.length());
		if (!known) {
			throw new InvalidBraintrustPropertyException(property, "is not one of the objects that spans can belong to",
					"Write project_id:<id>, project_name:<name>, experiment_id:<id> or playground_id:<id>.");
		}
		return checkedText(property, stripped);
	}

	private static String checkedText(String property, String text) {
		if (text.chars().anyMatch(Character::isISOControl)) {
			throw new InvalidBraintrustPropertyException(property, "holds a control character",
					"Write the value on one line.");
		}
		return text;
	}

	/**
	 * Address of the API without a trailing slash.
	 * @return the address, checked
	 */
	public URI apiUrl() {
		return this.address.ofApi();
	}

	/**
	 * Addresses of spans, where organisation and project name are known.
	 * @return computes addresses
	 */
	public Permalinks permalinks() {
		String org = this.properties.orgName();
		boolean byName = !StringUtils.hasText(this.properties.projectId())
				&& !StringUtils.hasText(this.properties.parent());
		String project = StringUtils.hasText(this.properties.projectName()) || byName ? projectName() : null;
		if (!StringUtils.hasText(org) || project == null) {
			return (traceId, spanId) -> null;
		}
		String logs = this.address.ofPages().replaceAll("/+$", "") + "/app/" + encode(org) + "/p/" + encode(project)
				+ "/logs?r=";
		return (traceId, spanId) -> logs + traceId + "&s=" + spanId;
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/** A key, and the name of what gave it. */
	private record GivenKey(String name, @Nullable ApiKey value) {

	}

}
