package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

/** The body of a creation, or of an exec. */
final class Body {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode body = JSON.createObjectNode();

    private Body() {}

    /** A shell script in a container of an image; its lines are logged as json-file does it. */
    static Body container(String image, String script) {
        Body made = exec(script);
        made.body.put("Image", image);
        made.host("LogConfig", "{\"Type\":\"json-file\"}");
        return made.host("NetworkMode", "\"none\"");
    }

    /** A shell script in a container that runs. */
    static Body exec(String script) {
        Body made = new Body();
        made.body.putArray("Cmd").add("sh").add("-c").add(script);
        return made;
    }

    Body with(String key, String json) {
        body.putRawValue(key, new RawValue(json));
        return this;
    }

    Body host(String key, String json) {
        ObjectNode host = body.has("HostConfig") ? (ObjectNode) body.get("HostConfig") : body.putObject("HostConfig");
        host.putRawValue(key, new RawValue(json));
        return this;
    }

    Body tty(boolean tty) {
        body.put("Tty", tty);
        return this;
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
