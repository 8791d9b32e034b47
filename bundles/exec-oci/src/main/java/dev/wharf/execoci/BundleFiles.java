package dev.wharf.execoci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.Map;

/** Writes the JSON files that a runtime reads. */
final class BundleFiles {
    static final String CONFIG = "config.json";
    static final String PROCESS = "process.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BundleFiles() {}

    static void write(RunFolder folder, String name, Map<String, Object> json) {
        try {
            folder.write(name, MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new DriverException(Kind.INTERNAL, "cannot write " + name, e);
        }
    }
}
