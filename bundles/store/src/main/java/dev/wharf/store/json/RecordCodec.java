package dev.wharf.store.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns records of one type into JSON and back. Instants and durations are ISO texts. Keys that the record does not
 * have are ignored, and collections that the text does not have are empty, so that a record can gain and lose
 * components.
 *
 * @param <R> the type
 */
public final class RecordCodec<R extends Record> {
    private final Class<R> type;

    /** For records of one type. */
    public RecordCodec(Class<R> type) {
        this.type = type;
    }

    /** Loads the classes of the library, which take longer to load than a store takes to open. */
    public static void warmUp() {
        Json.MAPPER.writerFor(Optional.class);
    }

    /** The JSON of a record. A record that has none is a fault of the program. */
    public String write(R value) {
        try {
            return Json.MAPPER.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + type.getName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The record of a JSON text.
     *
     * @throws JsonProcessingException when it is none of this type
     */
    public R read(String json) throws JsonProcessingException {
        return Json.MAPPER.readerFor(type).readValue(json);
    }

    /**
     * The record of a whole JSON text that somebody else wrote.
     *
     * @throws JsonProcessingException when it is none of this type
     */
    public R readForeign(String json) throws JsonProcessingException {
        return Json.MAPPER
                .readerFor(type)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(json);
    }

    /** Loaded when the first record is written or read: a daemon without records does not wait for it. */
    private static final class Json {
        static final ObjectMapper MAPPER = mapper();

        private static ObjectMapper mapper() {
            ObjectMapper mapper = JsonMapper.builder()
                    .addModules(new Jdk8Module(), new JavaTimeModule())
                    .annotationIntrospector(new SealedTypes())
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .build();
            JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
            List.of(List.class, Set.class, Map.class)
                    .forEach(collection -> mapper.configOverride(collection).setSetterInfo(empty));
            return mapper;
        }
    }
}
