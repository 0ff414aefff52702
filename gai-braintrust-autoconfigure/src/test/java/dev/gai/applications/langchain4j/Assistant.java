package dev.gai.applications.langchain4j;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.spring.AiService;

@AiService
interface Assistant {

	@SystemMessage("Be brief.")
	String ask(String question);

}
