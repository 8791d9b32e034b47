package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes. */
final class VolumesTest extends ServerTestCase {
    private static final String V1 = "{\"CreatedAt\":\"2026-01-01T00:00:00Z\",\"Driver\":\"local\","
            + "\"Labels\":null,\"Mountpoint\":\"/data/v1\",\"Name\":\"v1\",\"Options\":null,\"Scope\":\"local\"}";

    @Test
    void noVolumesAreNull() throws IOException {
        assertThat(call("GET", "/v1.21/volumes").body()).isEqualTo("{\"Volumes\":null,\"Warnings\":null}\n");
    }

    @Test
    void aVolumeIsMadeListedShownAndRemoved() throws IOException {
        RawClient.Answer made = post("/v1.21/volumes/create", "{\"Name\":\"v1\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).isEqualTo(V1 + "\n");
        assertThat(call("GET", "/volumes?filters=%7B%22dangling%22:%5B%22true%22%5D%7D")
                        .body())
                .isEqualTo("{\"Volumes\":[" + V1 + "],\"Warnings\":null}\n");
        assertThat(engine.volumes.filters).isEqualTo(Map.of("dangling", List.of("true")));
        assertThat(call("GET", "/volumes/v1").body()).isEqualTo(V1 + "\n");
        assertThat(call("DELETE", "/volumes/v1").status()).isEqualTo(204);
        assertThat(call("DELETE", "/volumes/v1").status()).isEqualTo(404);
    }

    @Test
    void thePathOfTheReferenceMakesOneToo() throws IOException {
        RawClient.Answer made = post("/volumes", "{\"Name\":\"v\",\"Driver\":\"d\",\"DriverOpts\":{\"a\":\"b\"}}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).contains("\"Driver\":\"d\"", "\"Options\":{\"a\":\"b\"}");
    }

    @Test
    void oneInUseIsKept() throws IOException {
        post("/volumes/create", "{\"Name\":\"used\"}");

        assertThat(call("DELETE", "/volumes/used").status()).isEqualTo(409);
    }
}
