package dev.gai.braintrust.replay.cassette;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import dev.gai.braintrust.content.ContentMasking;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an exchange what a file must not hold: credentials, wherever they stand,
 * and what differs from run to run. Recorded and live requests are treated alike, so that
 * they can be compared. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Redaction {

	/** Stands for what is not compared. */
	static final String IGNORED = "[ignored]";

	static final String MASKED = "[masked:secret]";

	/** Names that tell in an address only. */
	private static final Set<String> SECRET_PARAMETERS = Set.of("key", "apikey", "accesskey", "accesstoken", "token",
			"authtoken", "sig", "signature", "secret", "clientsecret", "password", "code", "xamzsignature",
			"xamzcredential", "xamzsecuritytoken", "xgoogsignature", "xgoogcredential", "subscriptionkey", "session",
			"sessionid", "sid", "auth", "authorization", "bearer", "jwt", "hmac");

	private static final Configuration PATHS = Configuration.builder().options(Option.SUPPRESS_EXCEPTIONS).build();

	private final ContentMasking masking = new ContentMasking(true, List.of(), List.of());

	private final List<JsonPath> ignore;

	private final List<String> credentials;

	/**
	 * Creates a redaction.
	 * @param ignore paths of what is not compared
	 * @throws IllegalArgumentException if one is no JSONPath
	 */
	public Redaction(List<String> ignore) {
		this(List.of(), ignore.stream().map(Redaction::path).toList());
	}

	private Redaction(List<String> credentials, List<JsonPath> ignore) {
		this.credentials = credentials;
		this.ignore = ignore;
	}

	private static JsonPath path(String text) {
		try {
			if (text.startsWith("$")) {
				return JsonPath.compile(text);
			}
		}
		catch (InvalidPathException ex) {
			throw new IllegalArgumentException("ignore = \"" + text + "\" is no JSONPath: " + ex.getMessage(), ex);
		}
		throw new IllegalArgumentException(
				"ignore = \"" + text + "\" is no JSONPath: write \"$.user\" or \"$.messages[*].id\"");
	}

	/**
	 * The same, that also knows the credentials that the client sent.
	 * @param values the credentials
	 * @return the redaction for one exchange
	 */
	public Redaction knowing(Collection<String> values) {
		return new Redaction(List.copyOf(values), this.ignore);
	}

	/**
	 * A request without what must not be kept.
	 * @param request the request
	 * @return the request as it is kept and compared
	 */
	public CassetteRequest apply(CassetteRequest request) {
		List<CassettePart> parts = (request.parts() == null) ? null : request.parts().stream().map(this::part).toList();
		return new CassetteRequest(request.method().toUpperCase(Locale.ROOT), path(request.path(), this::text),
				parameters(request.query()), without(tree(request.json())), text(request.text()), form(request.form()),
				parts, request.sha256());
	}

	/** The name of a part tells as that of a parameter does. */
	private CassettePart part(CassettePart part) {
		String text = part.text();
		String masked = (text == null) ? null
				: isSecretParameter(part.name()) ? MASKED : texts(part.name(), List.of(text)).get(0);
		return new CassettePart(part.name(), part.filename(), without(tree(part.json())), masked, part.sha256());
	}

	private static String path(String path, UnaryOperator<@Nullable String> masking) {
		String masked = masking.apply(path);
		return (masked != null && masked.startsWith("/")) ? masked : "/" + masked;
	}

	/**
	 * An answer without credentials.
	 * @param response the answer
	 * @return the answer as it is kept
	 */
	public CassetteResponse apply(CassetteResponse response) {
		List<StreamPiece> stream = (response.stream() == null) ? null
				: response.stream()
					.stream()
					.map((piece) -> new StreamPiece(piece.event(), tree(piece.data()), tree(piece.json()),
							text(piece.text()), piece.base64()))
					.toList();
		return new CassetteResponse(response.status(), response.headers(), tree(response.json()), text(response.text()),
				response.base64(), stream);
	}

	private @Nullable Map<String, List<String>> parameters(@Nullable Map<String, List<String>> query) {
		if (query == null) {
			return null;
		}
		Map<String, List<String>> masked = new LinkedHashMap<>();
		query.forEach((name, values) -> masked.put(name,
				isSecretParameter(name) ? values.stream().map((value) -> MASKED).toList() : texts(name, values)));
		return masked;
	}

	/**
	 * Whether a parameter of an address is a credential, whatever its value.
	 * @param name the name
	 * @return whether it is masked
	 */
	public static boolean isSecretParameter(String name) {
		return SECRET_PARAMETERS.contains(name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT));
	}

	private List<String> texts(String name, List<String> values) {
		Object masked = tree(Map.of(name, values));
		if (masked instanceof Map<?, ?> map && map.get(name) instanceof List<?> list) {
			return list.stream().map(String::valueOf).toList();
		}
		return values.stream().map((value) -> MASKED).toList();
	}

	@SuppressWarnings("unchecked")
	private @Nullable Map<String, List<String>> form(@Nullable Map<String, List<String>> form) {
		return (form == null) ? null : (Map<String, List<String>>) without(parameters(form));
	}

	private @Nullable String text(@Nullable String text) {
		return (text == null) ? null : known(this.masking.maskText("body", text));
	}

	private @Nullable Object tree(@Nullable Object tree) {
		if (tree == null) {
			return null;
		}
		Object masked = this.masking.mask("body", tree);
		return this.credentials.isEmpty() ? masked : known(masked);
	}

	private @Nullable Object known(@Nullable Object tree) {
		if (tree instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((name, value) -> copy.put(known(String.valueOf(name)), known(value)));
			return copy;
		}
		if (tree instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>();
			list.forEach((each) -> copy.add(known(each)));
			return copy;
		}
		return (tree instanceof String text) ? known(text) : tree;
	}

	private String known(String text) {
		String masked = text;
		for (String credential : this.credentials) {
			masked = masked.replace(credential, MASKED);
		}
		return masked;
	}

	private @Nullable Object without(@Nullable Object tree) {
		if (tree == null || this.ignore.isEmpty()) {
			return tree;
		}
		Object copy = CassetteJson.mapper.convertValue(tree, Object.class);
		this.ignore.forEach((path) -> path.map(copy, (value, configuration) -> IGNORED, PATHS));
		return copy;
	}

}
