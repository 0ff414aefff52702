package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A unit that a provider charges for. Some units are part of others: a cached token is an
 * input token, and costs the rate of input unless cached input has a rate of its own.
 *
 * @since 0.1.0
 */
@PublicApi
public enum PriceUnit {

	/** A million input tokens. */
	INPUT("input_mtok", Side.INPUT, 6),

	/** A million output tokens. */
	OUTPUT("output_mtok", Side.OUTPUT, 6),

	/** A million input tokens read from a cache. */
	CACHED_INPUT("cache_read_mtok", Side.INPUT, 6, INPUT),

	/** A million input tokens written to a cache. */
	CACHE_WRITE_INPUT("cache_write_mtok", Side.INPUT, 6, INPUT),

	/** A million input tokens written to a cache for five minutes. */
	CACHE_WRITE_5M("cache_write_5m_mtok", Side.INPUT, 6, INPUT, CACHE_WRITE_INPUT),

	/** A million input tokens written to a cache for an hour. */
	CACHE_WRITE_1H("cache_write_1h_mtok", Side.INPUT, 6, INPUT, CACHE_WRITE_INPUT),

	/** A million input tokens of audio. */
	AUDIO_INPUT("input_audio_mtok", Side.INPUT, 6, INPUT),

	/** A million input tokens of audio read from a cache. */
	CACHED_AUDIO_INPUT("cache_audio_read_mtok", Side.INPUT, 6, INPUT, CACHED_INPUT, AUDIO_INPUT),

	/** A million output tokens spent on reasoning. */
	REASONING_OUTPUT("output_reasoning_mtok", Side.OUTPUT, 6, OUTPUT),

	/** A million output tokens of audio. */
	AUDIO_OUTPUT("output_audio_mtok", Side.OUTPUT, 6, OUTPUT),

	/** A million input tokens of images. */
	IMAGE_INPUT("input_image_mtok", Side.INPUT, 6, INPUT),

	/** A million output tokens of images. */
	IMAGE_OUTPUT("output_image_mtok", Side.OUTPUT, 6, OUTPUT),

	/** An hour of audio that is read. */
	AUDIO_HOUR("input_audio_hours", Side.INPUT, 0),

	/** A thousand web searches. */
	WEB_SEARCH("web_searches_kcount", Side.NEITHER, 3),

	/** A thousand searches in files. */
	FILE_SEARCH("storage_searches_kcount", Side.NEITHER, 3),

	/** A thousand requests, whatever they use. */
	REQUEST("requests_kcount", Side.NEITHER, 3);

	static final PriceUnit[] ALL = values();

	private static final BigDecimal MILLIS_OF_AN_HOUR = BigDecimal.valueOf(3_600_000);

	private static final int TRILLIONTHS = 12;

	static final PriceUnit[] PARTS = parts();

	private final String key;

	private final Side side;

	private final int powerOfTen;

	private final PriceUnit[] wholes;

	private final int wholesMask;

	PriceUnit(String key, Side side, int powerOfTen, PriceUnit... wholes) {
		this.key = key;
		this.side = side;
		this.powerOfTen = powerOfTen;
		this.wholes = wholes.clone();
		int mask = 0;
		for (PriceUnit whole : wholes) {
			mask |= 1 << whole.ordinal();
		}
		this.wholesMask = mask;
	}

	/**
	 * Its name in price files.
	 * @return the key, such as {@code input_mtok}
	 */
	public String key() {
		return this.key;
	}

	boolean countsTokens() {
		return this.key.endsWith("_mtok");
	}

	Side side() {
		return this.side;
	}

	PriceUnit[] wholes() {
		return this.wholes;
	}

	boolean isPartOf(PriceUnit whole) {
		return (this.wholesMask & (1 << whole.ordinal())) != 0;
	}

	@Nullable Long figure(Usage usage) {
		return switch (this) {
			case INPUT -> usage.input();
			case OUTPUT -> usage.output();
			case CACHED_INPUT -> usage.cachedInput();
			case CACHE_WRITE_INPUT -> usage.cacheWriteInput();
			case CACHE_WRITE_5M -> usage.cacheWrite5m();
			case CACHE_WRITE_1H -> usage.cacheWrite1h();
			case AUDIO_INPUT -> usage.audioInput();
			case CACHED_AUDIO_INPUT -> usage.cachedAudioInput();
			case REASONING_OUTPUT -> usage.reasoningOutput();
			case AUDIO_OUTPUT -> usage.audioOutput();
			case IMAGE_INPUT -> usage.imageInput();
			case IMAGE_OUTPUT -> usage.imageOutput();
			case AUDIO_HOUR -> (usage.audioDuration() != null) ? Long.valueOf(usage.audioDuration().toMillis()) : null;
			case WEB_SEARCH -> usage.webSearches();
			case FILE_SEARCH -> usage.fileSearches();
			case REQUEST -> 1L;
		};
	}

	private static PriceUnit[] parts() {
		List<PriceUnit> parts = new ArrayList<>();
		for (PriceUnit unit : ALL) {
			if (unit.wholes.length > 0) {
				parts.add(unit);
			}
		}
		return parts.toArray(PriceUnit[]::new);
	}

	/** The amount, exact; time is not always, and rounded to what ledgers count in. */
	BigDecimal amount(BigDecimal rate, long count) {
		if (this == AUDIO_HOUR) {
			return rate.multiply(BigDecimal.valueOf(count))
				.divide(MILLIS_OF_AN_HOUR, TRILLIONTHS, RoundingMode.HALF_EVEN);
		}
		return rate.multiply(BigDecimal.valueOf(count)).movePointLeft(this.powerOfTen);
	}

	/** Which part of a cost a unit belongs to. */
	enum Side {

		INPUT, OUTPUT, NEITHER

	}

}
