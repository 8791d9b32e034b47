package dev.wharf.api.http.version;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_DELETE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_INSPECT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_KILL;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LIST;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LOGS;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_TOP;
import static dev.wharf.api.http.version.Endpoint.EVENTS;
import static dev.wharf.api.http.version.Endpoint.IMAGE_LIST;

import java.util.List;
import java.util.Set;

/** A query parameter came to be understood; it has no meaning in the request of a client below. */
final class IgnoredParameters extends Step {
    private final String parameter;

    private IgnoredParameters(ApiVersion since, String parameter, Set<Endpoint> endpoints) {
        super(since, "The parameter " + parameter + " is understood.", endpoints);
        this.parameter = parameter;
    }

    /** All parameters that older daemons are known to have ignored. */
    static List<Step> all() {
        return List.of(
                new IgnoredParameters(new ApiVersion(1, 21), "size", Set.of(CONTAINER_INSPECT)),
                new IgnoredParameters(new ApiVersion(1, 13), "tail", Set.of(CONTAINER_LOGS)),
                new IgnoredParameters(new ApiVersion(1, 12), "filters", Set.of(CONTAINER_LIST, IMAGE_LIST)),
                new IgnoredParameters(new ApiVersion(1, 11), "until", Set.of(EVENTS)),
                new IgnoredParameters(new ApiVersion(1, 10), "force", Set.of(CONTAINER_DELETE)),
                new IgnoredParameters(new ApiVersion(1, 6), "signal", Set.of(CONTAINER_KILL)),
                new IgnoredParameters(new ApiVersion(1, 4), "ps_args", Set.of(CONTAINER_TOP)));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        return request.withoutParameter(parameter);
    }
}
