package dev.gai.applications.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.spring.AiService;

@AiService
interface StreamingAssistant {

	TokenStream ask(String question);

}
