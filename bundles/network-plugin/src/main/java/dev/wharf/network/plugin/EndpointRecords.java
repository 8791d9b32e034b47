package dev.wharf.network.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.NetworkId;
import java.io.IOException;
import java.net.InetAddress;
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
     * @param entry how it is in the container; empty until the plugin has told
     */
    record Noted(EndpointId id, NetworkId network, boolean isJoined, Optional<Entry> entry) {
        static Noted made(EndpointSpec endpoint) {
            return new Noted(endpoint.id(), endpoint.network(), false, Optional.empty());
        }

        static Noted joining(EndpointSpec endpoint) {
            return new Noted(endpoint.id(), endpoint.network(), true, Optional.empty());
        }

        static Noted joined(EndpointSpec endpoint, Entry entry) {
            return new Noted(endpoint.id(), endpoint.network(), true, Optional.of(entry));
        }

        Noted left() {
            return new Noted(id, network, false, Optional.empty());
        }
    }

    /**
     * How an endpoint is in a container.
     *
     * @param source name of its interface on the host; empty for an endpoint without one
     * @param attachment what the engine was told
     */
    record Entry(String source, Attachment attachment) {
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
        ObjectNode json =
                Json.object().put("network", endpoint.network().value()).put("joined", endpoint.isJoined());
        endpoint.entry().ifPresent(entry -> {
            Attachment there = entry.attachment();
            json.put("source", entry.source())
                    .put("name", there.interfaceName())
                    .put("mac", there.mac().value())
                    .put("gateway", text(there.ipv4Gateway()))
                    .put("gatewayIpv6", text(there.ipv6Gateway()));
        });
        write(file(endpoint.id()), json.toString());
    }

    private static String text(Optional<InetAddress> address) {
        return address.map(InetAddress::getHostAddress).orElse("");
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
                            id, new NetworkId(network), json.path("joined").asBoolean(), entry(json)));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static Optional<Entry> entry(JsonNode json) {
        return Json.mac(json, "mac")
                .map(mac -> new Entry(
                        json.path("source").asText(),
                        new Attachment(
                                json.path("name").asText(),
                                mac,
                                Json.address(json, "gateway"),
                                Json.address(json, "gatewayIpv6"))));
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
