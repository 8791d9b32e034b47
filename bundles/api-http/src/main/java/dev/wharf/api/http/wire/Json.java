package dev.wharf.api.http.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * JSON as Docker's daemon reads and writes it: keys of records in their own order, those of maps sorted, {@code <},
 * {@code >} and {@code &} escaped, a line feed at the end. What is read is limited in depth and length. Thread-safe.
 */
public final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_NAME = 1 << 15;
    private static final int MAX_NUMBER = 64;
    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectWriter WRITER = MAPPER.writerWithView(ForClients.class);

    private Json() {}

    /**
     * Reads the first value of a text.
     *
     * @throws InvalidArgument for anything that is not JSON, and beyond the limits
     */
    public static JsonNode read(byte[] text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            if (value.isMissingNode()) {
                throw new InvalidArgument("EOF");
            }
            return value;
        } catch (JsonEOFException e) {
            throw new InvalidArgument("unexpected EOF", e);
        } catch (StreamConstraintsException e) {
            throw new InvalidArgument("JSON beyond the limits: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new InvalidArgument("invalid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidArgument("invalid JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a request body.
     *
     * @return empty when the text has nothing but white space, or says null
     * @throws InvalidArgument when it is not a JSON object
     */
    public static Optional<ObjectNode> readObject(byte[] text) {
        if (new String(text, StandardCharsets.UTF_8).isBlank()) {
            return Optional.empty();
        }
        JsonNode value = read(text);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw new InvalidArgument("json: cannot unmarshal " + Fields.kind(value) + " into an object");
    }

    /** What is for the ladder only: in a {@link #tree}, and not in what is written directly. */
    interface ForTheLadder {}

    private interface ForClients {}

    /** A document as a tree, for the ladder. */
    public static JsonNode tree(Object document) {
        return MAPPER.valueToTree(document);
    }

    /** A document or tree as text with a line feed at its end. */
    public static byte[] write(Object document) {
        return write(document, "\n");
    }

    /** A document as a part of others, which is written once; it is not for the ladder. */
    static RawValue written(Object document) {
        return new RawValue(new SerializedString(new String(bytes(document), StandardCharsets.UTF_8)));
    }

    /** An element of a progress stream as text with carriage return and line feed at its end. */
    public static byte[] writeLine(Object document) {
        return write(document, "\r\n");
    }

    private static byte[] write(Object document, String end) {
        byte[] text = HtmlEscapes.in(bytes(document));
        byte[] whole = Arrays.copyOf(text, text.length + end.length());
        for (int i = 0; i < end.length(); i++) {
            whole[text.length + i] = (byte) end.charAt(i);
        }
        return whole;
    }

    /** Half a surrogate pair, as an image may have in a label, becomes an escape. */
    private static byte[] bytes(Object document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a document that cannot be written", e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }
}
