package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** One change of the Remote API, seen from the version that brought it. Pure: keeps nothing, calls nothing. */
abstract class Step {
    private final ApiVersion since;
    private final String change;
    private final Set<Endpoint> endpoints;

    /**
     * Describes the change.
     *
     * @param since the version that brought it; clients below it get the old behaviour
     * @param change one sentence
     * @param endpoints that are concerned
     */
    Step(ApiVersion since, String change, Set<Endpoint> endpoints) {
        this.since = since;
        this.change = change;
        this.endpoints = Set.copyOf(endpoints);
    }

    final ApiVersion since() {
        return since;
    }

    final String change() {
        return change;
    }

    final Set<Endpoint> endpoints() {
        return endpoints;
    }

    final boolean concerns(Endpoint endpoint, ApiVersion asked) {
        return endpoints.contains(endpoint) && asked.isBefore(since);
    }

    /** Whether {@link #downgrade} does anything for these endpoints. */
    boolean reshapesBody() {
        return false;
    }

    /** Writes the meaning of an older client's request out in the words of this version. */
    RequestShape upgrade(RequestShape request) {
        return request;
    }

    /** Turns an answer, or one element of a stream, into what versions below knew. May change the tree in place. */
    JsonNode downgrade(JsonNode answer) {
        return answer;
    }

    /** How versions below told that outcome. */
    Outcome outcome(Outcome outcome) {
        return outcome;
    }

    /** How versions below wrote the stream. */
    StreamFormat framing(StreamFormat format) {
        return format;
    }
}
