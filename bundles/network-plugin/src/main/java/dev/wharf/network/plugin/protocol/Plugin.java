package dev.wharf.network.plugin.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin, whether it runs or not. Thread-safe; calls block, and are made at the same time. */
public final class Plugin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Plugin.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final String name;
    private final PluginClient client;
    private final PluginClient greeter;
    private final Patience patience;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A plugin that was found at an address. */
    public Plugin(String name, PluginAddress address, Patience patience) {
        this.name = name;
        this.client = new PluginClient(address, patience.answer());
        this.greeter = new PluginClient(address, patience.greeting());
        this.patience = patience;
    }

    /** Its name, that of its file without the ending. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public PluginAddress address() {
        return client.address();
    }

    /**
     * Greets it; once, not again when it is not there.
     *
     * @return what it implements, such as {@code NetworkDriver}
     * @throws DriverException UNAVAILABLE when it is not there, INTERNAL when it makes no sense
     */
    public Set<String> activate() {
        Set<String> implemented = new LinkedHashSet<>();
        try {
            answer("Plugin.Activate", greeter.post("Plugin.Activate", "null"))
                    .path("Implements")
                    .forEach(each -> implemented.add(each.asText()));
            return implemented;
        } catch (PluginClient.Unreachable e) {
            throw gone(e);
        } catch (IOException e) {
            throw broken("Plugin.Activate", e);
        }
    }

    /**
     * Calls a method; again after a while when the plugin is not there, which may have been started anew.
     *
     * @param argument any JSON
     * @return the answer, which has no {@code Err}
     * @throws DriverException UNAVAILABLE when it is not there, or does not answer; CANCELLED; UNSUPPORTED when it does not know
     *     the method; INTERNAL with the plugin's own words
     */
    public JsonNode call(String method, Object argument) {
        String body = JSON.valueToTree(argument).toString();
        long start = System.nanoTime();
        for (int tries = 0; ; tries++) {
            try {
                return answer(method, client.post(method, body));
            } catch (PluginClient.Unreachable e) {
                pause(patience.waitBefore(tries), start, e);
            } catch (IOException e) {
                throw broken(method, e);
            }
        }
    }

    /** Waits, unless that takes too long. */
    private void pause(Duration wait, long start, IOException cause) {
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        if (passed.plus(wait).compareTo(patience.total()) >= 0) {
            throw gone(cause);
        }
        LOG.warn("plugin {} is not there ({}): trying again in {} ms", name, cause.getMessage(), wait.toMillis());
        try {
            if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw gone(cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.CANCELLED, "the call of plugin " + name + " was interrupted", e);
        }
    }

    private DriverException gone(IOException cause) {
        return new DriverException(
                Kind.UNAVAILABLE, "plugin \"" + name + "\" is not there: " + cause.getMessage(), cause);
    }

    private DriverException broken(String method, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new DriverException(Kind.CANCELLED, "the call of plugin " + name + " was interrupted", cause);
        }
        return new DriverException(
                Kind.UNAVAILABLE,
                "plugin \"" + name + "\" did not answer " + method + ": " + cause.getMessage(),
                cause);
    }

    private JsonNode answer(String method, HttpAnswer answer) {
        if (answer.status() != OK) {
            Kind kind = answer.status() == NOT_FOUND ? Kind.UNSUPPORTED : Kind.INTERNAL;
            throw new DriverException(kind, "Plugin Error: " + errorText(answer.body()) + ", " + method);
        }
        JsonNode json = tree(method, answer.body());
        String error = json.path("Err").asText("");
        if (!error.isEmpty() && !json.path("Err").isNull()) {
            throw new DriverException(Kind.INTERNAL, error);
        }
        return json;
    }

    /** Newer plugins wrap the text. */
    private static String errorText(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            String text = json.path("Err").asText("");
            return text.isEmpty() ? body.strip() : text;
        } catch (JsonProcessingException e) {
            return body.strip();
        }
    }

    private JsonNode tree(String method, String body) {
        if (body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode json = JSON.readTree(body);
            return json.isNull() ? JsonNodeFactory.instance.objectNode() : json;
        } catch (JsonProcessingException e) {
            throw new DriverException(
                    Kind.INTERNAL,
                    "plugin \"" + name + "\" answered " + method + " with something else than JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /** Lets calls that wait for the plugin end. */
    @Override
    public void close() {
        closed.countDown();
    }
}
