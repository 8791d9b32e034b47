package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.NetworkId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plugin was told, in files of the driver's folder: plugins cannot be asked. A network or endpoint is noted before the
 * plugin hears of it, so that nothing of it stays there after a crash. Thread-safe for different ids.
 */
final class EndpointRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path networks;
    private final Path endpoints;

    EndpointRecords(Path folder) {
        this.networks = folder.resolve("networks");
        this.endpoints = folder.resolve("endpoints");
        try {
            Files.createDirectories(networks);
            Files.createDirectories(endpoints);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /**
     * An endpoint.
     *
     * @param id which
     * @param network it belongs to
     * @param isJoined whether the plugin was told that a container joins
     * @param source name of its interface on the host; empty for none
     * @param name of its interface in the container
     */
    record Noted(EndpointId id, NetworkId network, boolean isJoined, String source, String name) {
        static Noted made(EndpointSpec endpoint) {
            return new Noted(endpoint.id(), endpoint.network(), false, "", "");
        }

        static Noted joined(EndpointSpec endpoint, String source, String name) {
            return new Noted(endpoint.id(), endpoint.network(), true, source, name);
        }

        Noted left() {
            return new Noted(id, network, false, "", "");
        }

        boolean hasInterface() {
            return !source.isEmpty();
        }
    }

    boolean has(NetworkId network) {
        return Files.exists(file(network));
    }

    void add(NetworkId network) {
        write(file(network), "{}");
    }

    void remove(NetworkId network) {
        delete(file(network));
    }

    private Path file(NetworkId network) {
        return networks.resolve(network.value());
    }

    void put(Noted endpoint) {
        write(
                file(endpoint.id()),
                Json.object()
                        .put("network", endpoint.network().value())
                        .put("joined", endpoint.isJoined())
                        .put("source", endpoint.source())
                        .put("name", endpoint.name())
                        .toString());
    }

    Optional<Noted> find(EndpointId id) {
        Path file = file(id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return Json.text(json, "network")
                    .map(network -> new Noted(
                            id,
                            new NetworkId(network),
                            json.path("joined").asBoolean(),
                            json.path("source").asText(),
                            json.path("name").asText()));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    void remove(EndpointId id) {
        delete(file(id));
    }

    private Path file(EndpointId id) {
        return endpoints.resolve(id.value());
    }

    /** The endpoints of a network. */
    List<Noted> of(NetworkId network) {
        List<Noted> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(endpoints, "[!.]*")) {
            for (Path file : files) {
                find(new EndpointId(file.getFileName().toString()))
                        .filter(each -> each.network().equals(network))
                        .ifPresent(found::add);
            }
        } catch (IOException e) {
            throw failure(endpoints, e);
        }
        return found;
    }

    private static void write(Path file, String text) {
        Path part = file.resolveSibling("." + file.getFileName());
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static DriverException failure(Path file, IOException e) {
        return new DriverException(Kind.INTERNAL, "record " + file + ": " + e.getMessage(), e);
    }
}
