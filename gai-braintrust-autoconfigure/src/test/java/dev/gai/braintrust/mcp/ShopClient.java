package dev.gai.braintrust.mcp;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses the tools of MCP servers.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ShopClient {

}
