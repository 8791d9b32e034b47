package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tar of a small root: a static busybox under the names of its commands, users and groups. */
public final class BusyboxRoot {
    private static final String BUILD =
            """
            set -e
            root=$(mktemp -d)
            trap 'rm -rf "$root"' EXIT
            mkdir -p "$root/bin" "$root/etc" "$root/root" "$root/tmp" "$root/var" "$root/home"
            chmod 0755 "$root"
            chmod 1777 "$root/tmp"
            cp "$(command -v busybox)" "$root/bin/busybox"
            for name in ${2:-$("$root/bin/busybox" --list)}; do [ "$name" = busybox ] || ln -s busybox "$root/bin/$name"; done
            echo 'root:x:0:0:root:/root:/bin/sh' > "$root/etc/passwd"
            echo 'sailor:x:1000:1000:sailor:/home:/bin/sh' >> "$root/etc/passwd"
            echo 'root:x:0:' > "$root/etc/group"
            echo 'sailor:x:1000:' >> "$root/etc/group"
            [ -z "$3" ] || install -m 0755 "$3" "$root/bin/talk"
            tar -C "$root" -cf "$1" .
            """;

    private BusyboxRoot() {}

    /** Makes the tar. */
    public static byte[] tar() {
        return with("", "");
    }

    /** Makes a tar with few commands, which takes few files. */
    public static byte[] small() {
        return with("sh cat ls wc true", "");
    }

    /** Makes a tar with a further program, {@code /bin/talk}. */
    static byte[] with(Path talk) {
        return with("", talk.toString());
    }

    private static byte[] with(String commands, String talk) {
        try {
            Path file = Files.createTempFile("wharf-it", ".tar");
            try {
                Commands.run(List.of("sh", "-c", BUILD, "sh", file.toString(), commands, talk))
                        .text();
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
