package dev.wharf.graphdriver.overlay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The features of overlayfs that we switch off, so that the kernel's build configuration does not decide about them: layers
 * are shared between mounts and live longer than a kernel.
 */
final class KernelFeatures {
    /** Where the kernel shows which of them it knows. The folder is there once overlayfs is loaded. */
    static final Path PARAMETERS = Path.of("/sys/module/overlay/parameters");

    /**
     * Parameter and option. {@code nofollow} makes a folder that somebody else's mount has redirected fail with EPERM,
     * where {@code off} would show the content of another folder; our walks of the layers know nothing of redirects.
     * Without redirects rename(2) of a lower folder answers EXDEV, as with Docker.
     */
    private static final Map<String, String> OPTIONS = Map.of(
            "index", "index=off",
            "metacopy", "metacopy=off",
            "nfs_export", "nfs_export=off",
            "redirect_dir", "redirect_dir=off",
            "redirect_always_follow", "redirect_dir=nofollow");

    private KernelFeatures() {}

    /** The options for a kernel, sorted. */
    static List<String> switchedOff(Path parameters) {
        List<String> options = OPTIONS.entrySet().stream()
                .filter(each -> Files.exists(parameters.resolve(each.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        boolean knowsNofollow = options.contains("redirect_dir=nofollow");
        return options.stream()
                .filter(each -> !knowsNofollow || !each.equals("redirect_dir=off"))
                .toList();
    }
}
