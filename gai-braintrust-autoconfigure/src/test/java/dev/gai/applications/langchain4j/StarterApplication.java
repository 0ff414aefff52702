package dev.gai.applications.langchain4j;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that leaves everything to LangChain4j's own Boot starters and to ours:
 * models from {@code application.yml}, AI services found by their annotation, tools found
 * among the beans.
 */
@SpringBootApplication
class StarterApplication {

}
