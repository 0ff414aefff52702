package dev.gai.braintrust.aspect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonView;
import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.trace.record.SpanType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/**
 * Reads each annotation into the same form.
 */
final class TracedMethodReader {

	private static final Log logger = LogFactory.getLog(TracedMethodReader.class);

	private final Method method;

	private final StringValueResolver placeholders;

	private final String place;

	TracedMethodReader(Method method, StringValueResolver placeholders) {
		this.method = method;
		this.placeholders = placeholders;
		this.place = ClassUtils.getUserClass(method.getDeclaringClass()).getName() + "." + method.getName();
	}

	TracedMethod read(Annotation annotation) {
		if (annotation instanceof TracedLlmCall call) {
			return llmCall(call);
		}
		if (annotation instanceof TracedAgent agent) {
			return agent(agent);
		}
		if (annotation instanceof AgentStep step) {
			return method(SpanType.STEP, step.capture(), template(step.name()), Map.of(), metadata(step.metadata()),
					tags(step.tags()), MethodRetry.NONE);
		}
		AgentTool tool = (AgentTool) annotation;
		return method(SpanType.TOOL, tool.capture(), template(tool.name()),
				texts(Map.of(TextSetting.TOOL_DESCRIPTION, tool.description())), metadata(tool.metadata()),
				tags(tool.tags()), MethodRetry.of(tool.retry(), this::template, this.place));
	}

	private TracedMethod llmCall(TracedLlmCall call) {
		SpanType type = call.operation().equals("embeddings") ? SpanType.EMBEDDINGS : SpanType.LLM;
		Map<TextSetting, Template> texts = texts(Map.of(TextSetting.PROVIDER, call.provider(), TextSetting.MODEL,
				call.model(), TextSetting.CONVERSATION_ID, call.conversationId(), TextSetting.EXPERIMENT,
				call.experiment(), TextSetting.VARIANT, call.variant(), TextSetting.COST_CENTER, call.costCenter(),
				TextSetting.COST_PROJECT, call.costProject()));
		MethodTemplates templates = new MethodTemplates(this.place, template(call.name()), template(call.operation()),
				texts, metadata(call.metadata()), tags(call.tags()));
		return new TracedMethod(this.method, type, call.capture(), templates, call.temperature(), call.maxTokens(),
				new MethodArguments(this.method), MethodRetry.of(call.retry(), this::template, this.place), view());
	}

	private TracedMethod agent(TracedAgent agent) {
		Map<TextSetting, Template> texts = texts(Map.of(TextSetting.AGENT_TYPE, agent.type(), TextSetting.AGENT_TASK,
				agent.task(), TextSetting.CONVERSATION_ID, agent.conversationId(), TextSetting.EXPERIMENT,
				agent.experiment(), TextSetting.VARIANT, agent.variant(), TextSetting.COST_CENTER, agent.costCenter(),
				TextSetting.COST_PROJECT, agent.costProject()));
		Map<String, Template> metadata = metadata(agent.metadata());
		if (agent.maxSteps() > 0) {
			metadata.put("agent.max_steps", template("#{" + agent.maxSteps() + "}"));
		}
		return method(SpanType.AGENT, agent.capture(), template(agent.name()), texts, metadata, tags(agent.tags()),
				MethodRetry.NONE);
	}

	private TracedMethod method(SpanType type, Capture capture, Template name, Map<TextSetting, Template> texts,
			Map<String, Template> metadata, List<Template> tags, MethodRetry retry) {
		MethodTemplates templates = new MethodTemplates(this.place, name, Template.EMPTY, texts, metadata, tags);
		return new TracedMethod(this.method, type, capture, templates, Double.NaN, -1, new MethodArguments(this.method),
				retry, view());
	}

	/**
	 * As Spring MVC has it, which takes one view.
	 */
	private @Nullable Class<?> view() {
		JsonView view = AnnotatedElementUtils.findMergedAnnotation(this.method, JsonView.class);
		return (view != null && view.value().length == 1) ? view.value()[0] : null;
	}

	private Template template(String source) {
		return Template.parse(source, this.placeholders, this.place);
	}

	private Map<TextSetting, Template> texts(Map<TextSetting, String> sources) {
		Map<TextSetting, Template> templates = new EnumMap<>(TextSetting.class);
		sources.forEach((setting, source) -> {
			Template template = template(source);
			if (!template.isEmpty()) {
				templates.put(setting, template);
			}
		});
		return templates;
	}

	Map<String, Template> metadata(String[] pairs) {
		Map<String, Template> templates = new LinkedHashMap<>();
		for (String pair : pairs) {
			int split = pair.indexOf('=');
			if (split <= 0) {
				logger.warn("Metadata '" + pair + "' of " + this.place + " is left out: write it as key=value");
				continue;
			}
			templates.put(pair.substring(0, split).trim(), template(pair.substring(split + 1).trim()));
		}
		return templates;
	}

	private List<Template> tags(String[] tags) {
		return Arrays.stream(tags).map(this::template).toList();
	}

}
