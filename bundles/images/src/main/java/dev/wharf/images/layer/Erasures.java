package dev.wharf.images.layer;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.graph.WritableFolder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Tells, in the folder of one layer, what hides the layers below. */
interface Erasures {

    /** Whether a name is erased in a folder of a layer. */
    boolean isErased(Path folder, String name);

    /** Whether a folder of a layer hides all that lower layers have at its place. */
    boolean isOpaque(Path folder);

    /** How a graph driver writes it. */
    static Erasures of(WritableFolder.Whiteouts style, Supplier<Kernel> kernel) {
        return switch (style) {
            case OVERLAY -> new Overlay(kernel);
            case AUFS -> new Aufs();
            case NONE -> new None();
        };
    }

    /** Nothing is hidden: there is one folder with the whole tree. */
    record None() implements Erasures {
        @Override
        public boolean isErased(Path folder, String name) {
            return false;
        }

        @Override
        public boolean isOpaque(Path folder) {
            return false;
        }
    }

    /** Files {@code .wh.NAME} and {@code .wh..wh..opq}. */
    record Aufs() implements Erasures {
        @Override
        public boolean isErased(Path folder, String name) {
            return Files.exists(folder.resolve(".wh." + name), LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public boolean isOpaque(Path folder) {
            return Files.exists(folder.resolve(".wh..wh..opq"), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Character devices 0/0 and {@code trusted.overlay.opaque} (kernel, Documentation/filesystems/overlayfs.rst).
     *
     * @param kernel reads attributes
     */
    record Overlay(Supplier<Kernel> kernel) implements Erasures {
        private static final String OPAQUE = "trusted.overlay.opaque";

        @Override
        public boolean isErased(Path folder, String name) {
            try (Fd opened = open(folder)) {
                return kernel.get().files().stat(opened, name).stream()
                        .anyMatch(status -> status.type() == Flags.S_IFCHR && status.rdev() == 0);
            }
        }

        @Override
        public boolean isOpaque(Path folder) {
            try (Fd opened = open(folder)) {
                return kernel.get().files().attributes().getXattr(opened, "", OPAQUE).stream()
                        .anyMatch(value -> value.length == 1 && value[0] == 'y');
            }
        }

        private Fd open(Path folder) {
            return kernel.get().files().open(folder.toString(), Flags.O_DIRECTORY | Flags.O_NOFOLLOW, 0);
        }
    }
}
