package dev.gai.braintrust.sample.collector;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;

/**
 * Makes rows of the spans of one request.
 */
final class RowReader {

	private final String parentHeader;

	RowReader(String parentHeader) {
		this.parentHeader = parentHeader;
	}

	List<Row> read(ExportTraceServiceRequest request) {
		List<Row> rows = new ArrayList<>();
		for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
			Map<String, Object> resource = values(resourceSpans.getResource().getAttributesList());
			for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
				scopeSpans.getSpansList().forEach((span) -> rows.add(row(span, resource)));
			}
		}
		return rows;
	}

	private Row row(Span span, Map<String, Object> resource) {
		return new Row(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName(),
				span.getKind().name().replace("SPAN_KIND_", ""), span.getStartTimeUnixNano(), span.getEndTimeUnixNano(),
				span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR, span.getStatus().getMessage(),
				values(span.getAttributesList()), resource, this.parentHeader);
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	private static Map<String, Object> values(List<KeyValue> attributes) {
		Map<String, Object> values = new LinkedHashMap<>();
		attributes.forEach((attribute) -> values.put(attribute.getKey(), value(attribute.getValue())));
		return values;
	}

	private static Object value(AnyValue value) {
		return switch (value.getValueCase()) {
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case ARRAY_VALUE -> value.getArrayValue().getValuesList().stream().map(RowReader::value).toList();
			case KVLIST_VALUE -> values(value.getKvlistValue().getValuesList());
			default -> value.getStringValue();
		};
	}

}
