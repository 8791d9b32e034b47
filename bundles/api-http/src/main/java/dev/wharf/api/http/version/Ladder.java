package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All changes of the Remote API in order. A request climbs it from the asked version up, oldest step first; an answer
 * comes down, newest step first. Immutable.
 */
public final class Ladder {
    private final Map<Endpoint, List<Step>> ascending;
    private final Map<Endpoint, List<Step>> descending;

    /** Orders the steps of each endpoint; those of one version stay in the order in which they are given. */
    Ladder(List<Step> steps) {
        ascending = ordered(steps, Comparator.comparing(Step::since));
        descending = ordered(steps, Comparator.comparing(Step::since).reversed());
    }

    /** The ladder of the versions that are served. */
    public static Ladder standard() {
        return new Ladder(StandardSteps.all());
    }

    /** Whether {@link #downgrade} can change the answers of an endpoint at a version. */
    public boolean reshapes(Endpoint endpoint, ApiVersion asked) {
        for (Step step : down(endpoint)) {
            if (step.reshapesBody() && step.concerns(endpoint, asked)) {
                return true;
            }
        }
        return false;
    }

    /** The request of a client of that version in the words of the newest one. */
    public RequestShape upgrade(Endpoint endpoint, ApiVersion asked, RequestShape request) {
        RequestShape shape = request;
        for (Step step : ascending.getOrDefault(endpoint, List.of())) {
            if (step.concerns(endpoint, asked)) {
                shape = step.upgrade(shape);
            }
        }
        return shape;
    }

    /**
     * The newest answer, or one element of a stream, in the words of that version.
     *
     * @param answer may be changed in place; use the result
     */
    public JsonNode downgrade(Endpoint endpoint, ApiVersion asked, JsonNode answer) {
        JsonNode shape = answer;
        for (Step step : down(endpoint)) {
            if (step.concerns(endpoint, asked)) {
                shape = step.downgrade(shape);
            }
        }
        return shape;
    }

    /** How a client of that version is told an outcome. */
    public Outcome outcome(Endpoint endpoint, ApiVersion asked, Outcome newest) {
        Outcome outcome = newest;
        for (Step step : down(endpoint)) {
            if (step.concerns(endpoint, asked)) {
                outcome = step.outcome(outcome);
            }
        }
        return outcome;
    }

    /**
     * How a stream is written for a client of that version.
     *
     * @param newest the format of the newest version
     */
    public StreamFormat framing(Endpoint endpoint, ApiVersion asked, StreamFormat newest) {
        StreamFormat format = newest;
        for (Step step : down(endpoint)) {
            if (step.concerns(endpoint, asked)) {
                format = step.framing(format);
            }
        }
        return format;
    }

    private List<Step> down(Endpoint endpoint) {
        return descending.getOrDefault(endpoint, List.of());
    }

    private static Map<Endpoint, List<Step>> ordered(List<Step> steps, Comparator<Step> order) {
        Map<Endpoint, List<Step>> ordered = new EnumMap<>(Endpoint.class);
        steps.stream().sorted(order).forEach(step -> step.endpoints()
                .forEach(endpoint -> ordered.computeIfAbsent(endpoint, unused -> new ArrayList<>())
                        .add(step)));
        return ordered;
    }
}
