package dev.wharf.spi.testkit.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small root for containers: a static busybox, and a few users. */
final class BusyboxRoot {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS = List.of(
            "cat",
            "chmod",
            "cut",
            "dd",
            "echo",
            "env",
            "false",
            "find",
            "grep",
            "head",
            "hostname",
            "id",
            "ipcmk",
            "ipcs",
            "kill",
            "ln",
            "ls",
            "mkdir",
            "mknod",
            "mount",
            "mv",
            "ps",
            "pwd",
            "readlink",
            "rm",
            "sed",
            "seq",
            "sh",
            "sleep",
            "sort",
            "stat",
            "stty",
            "su",
            "tail",
            "touch",
            "tr",
            "true",
            "tty",
            "umount",
            "uname",
            "wc",
            "yes");

    private BusyboxRoot() {}

    /** Fills an absent folder. */
    static void make(Path root) throws IOException {
        for (String name : List.of("bin", "etc", "proc", "sys", "dev", "tmp", "root", "home/me")) {
            Files.createDirectories(root.resolve(name));
        }
        if (!Files.isExecutable(BUSYBOX)) {
            throw new IOException("no static busybox: install the package busybox-static");
        }
        Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
        }
        Files.writeString(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\nme:x:7:8:me:/home/me:/bin/sh\nhomeless:x:21:22::/nowhere:\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nus:x:8:\nothers:x:9:me\nmore:x:10:\n");
        Files.writeString(root.resolve("etc/text"), "not a program\n");
    }
}
