package dev.wharf.spi.testkit;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What lay in the folder of a test when it failed, as text that is printed with the failure. */
final class TreeDump extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 400;

    private TreeDump(String text) {
        super(text, null, false, false);
    }

    /** Lists a folder, or tells why it cannot be listed. */
    static TreeDump of(Path folder) {
        List<String> lines = new ArrayList<>();
        FileCalls files = Linux.kernel().files();
        try (Fd root = files.open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            FolderWalk.walk(files, root, (path, opened, entries) -> add(lines, files, opened, path, entries));
        } catch (LinuxException e) {
            lines.add("... " + e.getMessage());
        }
        lines.sort(String::compareTo);
        int shown = Math.min(lines.size(), MOST_LINES);
        return new TreeDump(
                lines.size() + " entries in " + folder + ":\n" + String.join("\n", lines.subList(0, shown)));
    }

    private static void add(
            List<String> lines, FileCalls files, Fd folder, String path, Map<String, FileStatus> entries) {
        entries.forEach((name, status) -> {
            String target = status.isLink() ? " -> " + files.readlink(folder, name) : "";
            lines.add("%s/%s%s  %o %d:%d size=%d links=%d %s"
                    .formatted(
                            path,
                            name,
                            target,
                            status.mode(),
                            status.uid(),
                            status.gid(),
                            status.size(),
                            status.links(),
                            status.modified()));
        });
    }
}
