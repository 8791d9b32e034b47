package dev.wharf.itests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A call of the recording.
 *
 * @param name what it is about
 * @param method of HTTP
 * @param path with version and query
 * @param headers beyond host and length
 * @param body of the request
 * @param input sent once the answer has begun, on a hijacked connection
 * @param hijacks whether the connection becomes a stream
 * @param answer as recorded
 * @param endless whether the recorder had to cut the answer off
 * @param truncated whether only the beginning of the answer was kept
 */
record RecordedCall(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        Optional<byte[]> input,
        boolean hijacks,
        Answer answer,
        boolean endless,
        boolean truncated) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The calls of a version, in order. */
    static List<RecordedCall> of(String version) {
        String file = "/golden/v" + version + ".jsonl";
        try (InputStream lines = Objects.requireNonNull(RecordedCall.class.getResourceAsStream(file), file)) {
            List<RecordedCall> calls = new ArrayList<>();
            JSON.readerFor(JsonNode.class).<JsonNode>readValues(lines).forEachRemaining(call -> calls.add(read(call)));
            return calls;
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** A call that was not recorded. */
    static RecordedCall get(String path) {
        Answer none = new Answer(0, "", new byte[0]);
        return new RecordedCall(
                "own call", "GET", path, Map.of(), new byte[0], Optional.empty(), false, none, false, false);
    }

    private static RecordedCall read(JsonNode call) {
        JsonNode request = call.path("request");
        JsonNode response = call.path("response");
        String ended = response.path("ended").asText();
        return new RecordedCall(
                call.path("name").asText(),
                request.path("method").asText(),
                request.path("path").asText(),
                headers(request.path("headers")),
                bytes(request),
                request.has("stdinHex")
                        ? Optional.of(
                                HexFormat.of().parseHex(request.path("stdinHex").asText()))
                        : Optional.empty(),
                request.path("hijack").asBoolean(),
                new Answer(
                        response.path("status").asInt(),
                        response.path("type").asText(),
                        bytes(response),
                        response.path("stat").asText()),
                ended.equals("TimeoutError") || ended.startsWith("idle"),
                response.path("truncated").asBoolean());
    }

    private static Map<String, String> headers(JsonNode object) {
        Map<String, String> headers = new LinkedHashMap<>();
        object.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static byte[] bytes(JsonNode message) {
        return message.has("bodyHex")
                ? HexFormat.of().parseHex(message.path("bodyHex").asText())
                : message.path("body").asText().getBytes(StandardCharsets.UTF_8);
    }
}
