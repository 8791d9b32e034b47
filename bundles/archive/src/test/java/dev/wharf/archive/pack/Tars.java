package dev.wharf.archive.pack;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what was packed. */
final class Tars {
    private Tars() {}

    /** An entry with its content. */
    record Packed(ArchiveEntry head, byte[] content) {
        String name() {
            return head.name();
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    static List<Packed> read(byte[] tar) {
        List<Packed> all = new ArrayList<>();
        try (var entries = new ArchiveEntries(new ByteArrayInputStream(tar))) {
            for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                all.add(new Packed(entry.get(), entries.content().readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    static List<String> names(byte[] tar) {
        return read(tar).stream().map(Packed::name).toList();
    }

    static Packed entry(byte[] tar, String name) {
        return read(tar).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Fd open(Path folder) {
        return Linux.kernel().files().open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }
}
