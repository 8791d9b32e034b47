package dev.wharf.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wharf.store.json.RecordCodec;
import java.util.Optional;

/** Reads JSON that clients hand in, by the rules by which records are kept. */
public final class JsonText {
    private JsonText() {}

    /**
     * Reads a record. Keys that it does not have are passed over; what the text does not have is empty, or zero. Thus its
     * components are Optionals, collections, numbers and further such records.
     *
     * @throws IllegalArgumentException when the text is no JSON, or not of this type; the message says what and where
     */
    public static <R extends Record> R read(Class<R> type, String json) {
        try {
            return Optional.ofNullable(new RecordCodec<>(type).readForeign(json))
                    .orElseThrow(() -> new IllegalArgumentException("it is null"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
