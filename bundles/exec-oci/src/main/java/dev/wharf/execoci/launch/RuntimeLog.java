package dev.wharf.execoci.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.List;
import java.util.Locale;

/** The log of a runtime: a JSON object a line, the last error of which says why it failed. */
public final class RuntimeLog {
    /** Its name in the folder of a process. */
    public static final String FILE = "log";

    /** What runc and crun put before the fact. */
    private static final List<String> PREFIXES = List.of(
            "runc create failed: ",
            "exec failed: ",
            "unable to start container process: ",
            "error during container init: ",
            "container_linux.go");

    private static final List<String> OF_THE_SPECIFICATION = List.of(
            "invalid argument",
            "no such file or directory",
            "not a directory",
            "is a directory",
            "file name too long",
            "too many levels of symbolic links",
            "numerical result out of range",
            "sysctl",
            "not supported",
            "/proc/",
            "no such device");

    private final RunFolder folder;

    /** The log in a folder. */
    public RuntimeLog(RunFolder folder) {
        this.folder = folder;
    }

    /** The last error as an exception: the caller's fault when the kernel or the runtime did not take a value. */
    public DriverException failure() {
        String message = message();
        String lower = message.toLowerCase(Locale.ROOT);
        boolean isOfSpecification = OF_THE_SPECIFICATION.stream().anyMatch(lower::contains);
        return new DriverException(isOfSpecification ? Kind.INVALID_ARGUMENT : Kind.INTERNAL, message);
    }

    private String message() {
        String found = "the OCI runtime has failed";
        ObjectMapper mapper = new ObjectMapper();
        for (String line : folder.read(FILE).orElse("").lines().toList()) {
            try {
                JsonNode entry = mapper.readTree(line);
                if (entry.path("level").asText().equals("error")) {
                    found = entry.path("msg").asText();
                }
            } catch (JsonProcessingException ignored) {
                found = line; // crun writes plain text when it fails early
            }
        }
        return withoutPrefixes(found);
    }

    private static String withoutPrefixes(String text) {
        String rest = text;
        for (String prefix : PREFIXES) {
            rest = rest.startsWith(prefix) ? rest.substring(prefix.length()) : rest;
        }
        return rest;
    }
}
