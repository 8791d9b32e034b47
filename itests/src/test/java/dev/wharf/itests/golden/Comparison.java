package dev.wharf.itests.golden;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wharf.itests.golden.Difference.What;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares an answer with the recorded one. */
final class Comparison {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FRAMES = "application/vnd.docker.raw-stream";

    private final RecordedCall call;
    private final Answer ours;
    private final Ids ids;

    Comparison(RecordedCall call, Answer ours, Ids ids) {
        this.call = call;
        this.ours = ours;
        this.ids = ids;
    }

    /** All differences; with another status the bodies are not looked at. */
    List<Difference> differences() {
        Answer recorded = call.answer();
        if (recorded.status() != ours.status()) {
            String said = ours.status() + " " + ours.text().strip();
            return List.of(new Difference(
                    call.name(),
                    What.STATUS,
                    "",
                    recorded.status() + " " + recorded.text().strip(),
                    said));
        }
        List<Difference> differences = new ArrayList<>();
        if (!recorded.type().equals(ours.type())) {
            differences.add(new Difference(call.name(), What.CONTENT_TYPE, "", recorded.type(), ours.type()));
        }
        differences.addAll(
                JsonComparison.of(call.name() + " header", ids, unwrapped(recorded.path()), unwrapped(ours.path())));
        differences.addAll(bodies(recorded));
        return differences;
    }

    private List<Difference> bodies(Answer recorded) {
        if (call.name().startsWith("events") && recorded.status() == 200) {
            return new EventComparison(call, ids).of(values(recorded.text()), values(ours.text()));
        } else if (recorded.isJson() && ours.isJson()) {
            return JsonComparison.of(call.name(), ids, ordered(recorded), ordered(ours));
        } else if (recorded.isTar() && ours.isTar()) {
            return call.truncated() ? List.of() : texts(TarEntries.of(recorded.bytes()), TarEntries.of(ours.bytes()));
        } else if (isStream(recorded)) {
            return texts(Frames.text(recorded.bytes()), Frames.text(ours.bytes()));
        }
        return texts(recorded.text(), ours.text());
    }

    /** 20.10 lists networks in no order. */
    private JsonNode ordered(Answer answer) {
        JsonNode body = unwrapped(answer.text());
        if (!call.name().startsWith("networks") || !body.isArray()) {
            return body;
        }
        ArrayNode ordered = JSON.createArrayNode();
        body.valueStream()
                .sorted(Comparator.comparing(network -> network.path("Name").asText()))
                .forEach(ordered::add);
        return ordered;
    }

    private boolean isStream(Answer recorded) {
        return recorded.type().equals(FRAMES) || call.path().contains("/logs?");
    }

    private List<Difference> texts(String recorded, String our) {
        String expected = ids.replaceIn(recorded);
        return expected.equals(our)
                ? List.of()
                : List.of(new Difference(call.name(), What.BODY, "", expected.strip(), our.strip()));
    }

    private static JsonNode unwrapped(String text) {
        ArrayNode values = values(text);
        return values.size() == 1 ? values.get(0) : values;
    }

    /** The values of a text, up to one that was cut off. */
    private static ArrayNode values(String text) {
        ArrayNode values = JSON.createArrayNode();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                values.add(JSON.<JsonNode>readTree(parser));
            }
        } catch (JsonProcessingException ignored) {
            // a recording that was cut off ends in the middle of a value
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return values;
    }
}
