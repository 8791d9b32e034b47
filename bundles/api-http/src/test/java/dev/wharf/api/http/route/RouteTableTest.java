package dev.wharf.api.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.version.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTableTest {
    private final RouteTable table = new RouteTable(List.of(
            route("GET", "/images/json", Endpoint.IMAGE_LIST),
            route("GET", "/images/viz", Endpoint.IMAGE_GRAPH).until(1, 6),
            route("GET", "/images/{name}/json", Endpoint.IMAGE_INSPECT),
            route("DELETE", "/images/{name}", Endpoint.IMAGE_DELETE),
            route("POST", "/containers/{id}/attach", Endpoint.CONTAINER_ATTACH),
            route("GET", "/containers/{id}/attach/ws", Endpoint.CONTAINER_ATTACH_WEBSOCKET)));

    @ParameterizedTest
    @CsvSource({
        "GET,/images/json,IMAGE_LIST,''",
        "GET,/images/a/json,IMAGE_INSPECT,a",
        "GET,/images/host:5000/a/b/json,IMAGE_INSPECT,host:5000/a/b",
        "GET,/images/json/json,IMAGE_INSPECT,json",
        "DELETE,/images/a/json,IMAGE_DELETE,a/json",
        "POST,/containers/x/attach,CONTAINER_ATTACH,x",
        "GET,/containers/x/attach/ws,CONTAINER_ATTACH_WEBSOCKET,x"
    })
    void routesAreFound(String method, String path, Endpoint endpoint, String name) {
        RouteTable.Match match = table.find(method, path, ApiVersion.NEWEST).orElseThrow();

        assertThat(match.route().endpoint()).isEqualTo(endpoint);
        assertThat(match.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/images",
        "GET,/images/",
        "GET,/images//json",
        "POST,/images/json",
        "DELETE,/images/",
        "GET,/imagesx/a/json",
        "GET,''",
        "GET,/images/viz"
    })
    void othersAreNot(String method, String path) {
        assertThat(table.find(method, path, ApiVersion.NEWEST)).isEmpty();
    }

    @Test
    void aRouteThatEndedIsFoundForThoseWhoKnewIt() {
        assertThat(table.find("GET", "/images/viz", new ApiVersion(1, 6))).isPresent();
        assertThat(table.find("GET", "/images/viz", new ApiVersion(1, 7))).isEmpty();
    }

    private static Route route(String method, String pattern, Endpoint endpoint) {
        return Route.of(method, pattern, endpoint, (call, reply) -> reply.done());
    }
}
