package dev.wharf.engine.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * AppArmor of the host, asked anew each time, since profiles come and go.
 *
 * @param sys where sysfs is mounted
 */
public record AppArmor(Path sys) {
    /** What containers get that ask for nothing, when it is loaded; the name that Docker gives it. */
    static final String DEFAULT = "docker-default";

    /** That of this host. */
    public static AppArmor ofHost() {
        return new AppArmor(Path.of("/sys"));
    }

    /** Whether the kernel has it. */
    public boolean isEnabled() {
        return text("module/apparmor/parameters/enabled").startsWith("Y");
    }

    /** Whether the kernel has a profile of this name. */
    public boolean isLoaded(String profile) {
        return text("kernel/security/apparmor/profiles").lines().anyMatch(line -> line.startsWith(profile + " ("));
    }

    private String text(String file) {
        Path path = sys.resolve(file);
        if (!path.toFile().exists()) { // said without an exception, which costs more than all else
            return "";
        }
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException ignored) {
            return ""; // a kernel without it
        }
    }
}
