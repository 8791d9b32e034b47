package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which registries the daemon trusts; keys of Docker 1.9.1, registry/types.go. */
record RegistryConfig(
        @JsonProperty("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
        Map<String, Index> indexConfigs,
        Optional<List<String>> mirrors) {

    /** A registry. */
    record Index(String name, List<String> mirrors, boolean secure, boolean official) {}

    /** The official registry over TLS; those on this host need none. */
    static RegistryConfig standard() {
        return new RegistryConfig(
                List.of("127.0.0.0/8"),
                Map.of("docker.io", new Index("docker.io", List.of(), true, true)),
                Optional.empty());
    }
}
