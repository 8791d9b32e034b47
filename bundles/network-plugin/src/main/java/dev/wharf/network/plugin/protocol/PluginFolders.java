package dev.wharf.network.plugin.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.network.plugin.protocol.PluginAddress.TlsFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders that plugins are found in; pkg/plugins/discovery.go of Docker 1.9.
 *
 * @param sockets folder of sockets
 * @param descriptions folders of files that tell addresses, in the order of their precedence
 */
public record PluginFolders(Path sockets, List<Path> descriptions) {
    /** Those of Docker. */
    public static final PluginFolders USUAL = new PluginFolders(
            Path.of("/run/docker/plugins"),
            List.of(Path.of("/etc/docker/plugins"), Path.of("/usr/lib/docker/plugins")));

    private static final Logger LOG = LoggerFactory.getLogger(PluginFolders.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 1 << 16;

    /** Copies. */
    public PluginFolders {
        descriptions = List.copyOf(descriptions);
    }

    /** All folders. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>(List.of(sockets));
        all.addAll(descriptions);
        return all;
    }

    /** All plugins by name; of two of one name that which takes precedence. What cannot be read is logged and left out. */
    public Map<String, PluginAddress> plugins() {
        Map<String, PluginAddress> found = new TreeMap<>();
        for (String ending : List.of(".json", ".spec")) {
            for (int i = descriptions.size() - 1; i >= 0; i--) {
                add(found, descriptions.get(i), ending);
            }
        }
        add(found, sockets, ".sock");
        return found;
    }

    /** Later ones take the place of earlier ones, so the one with precedence comes last. */
    private static void add(Map<String, PluginAddress> found, Path folder, String ending) {
        List<Path> entries = entries(folder);
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                String name = entry.getFileName().toString();
                Path inner = entry.resolve(name + ending);
                address(inner, ending).ifPresent(address -> found.put(name, address));
            }
        }
        for (Path entry : entries) {
            String file = entry.getFileName().toString();
            if (file.endsWith(ending)) {
                String name = file.substring(0, file.length() - ending.length());
                address(entry, ending).ifPresent(address -> found.put(name, address));
            }
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            LOG.warn("the plugins of {} cannot be listed: {}", folder, e.getMessage());
        }
        return entries;
    }

    private static Optional<PluginAddress> address(Path file, String ending) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            return Optional.empty();
        }
        try {
            return switch (ending) {
                case ".sock" -> socket(file);
                case ".spec" -> Optional.of(PluginAddress.parse(read(file).strip(), Optional.empty()));
                default -> Optional.of(description(JSON.readTree(read(file))));
            };
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} tells no plugin: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<PluginAddress> socket(Path file) throws IOException {
        boolean isOther =
                Files.readAttributes(file, "isOther", LinkOption.NOFOLLOW_LINKS).get("isOther") == Boolean.TRUE;
        return isOther ? Optional.of(new PluginAddress.Local(file)) : Optional.empty();
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("too long");
        }
        return Files.readString(file);
    }

    private static PluginAddress description(JsonNode json) {
        JsonNode tls = json.path("TLSConfig");
        Optional<TlsFiles> files = tls.isObject()
                ? Optional.of(new TlsFiles(trusted(tls), path(tls, "CertFile"), path(tls, "KeyFile")))
                : Optional.empty();
        return PluginAddress.parse(json.path("Addr").asText(), files);
    }

    private static Optional<Path> trusted(JsonNode tls) {
        return tls.path("InsecureSkipVerify").asBoolean() ? Optional.empty() : path(tls, "CAFile");
    }

    private static Optional<Path> path(JsonNode tls, String name) {
        return Optional.of(tls.path(name).asText())
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }
}
