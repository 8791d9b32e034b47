package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The ends of the FIFOs. The child gets plain ones; the monitor holds others, so that no byte vanishes while the daemon
 * is away. It relays a terminal, and so needs them non-blocking.
 */
final class Streams {
    private final Map<Descriptor, Fd> descriptors;
    private final Opened opened;

    Streams(Map<Descriptor, Fd> descriptors, Opened opened) {
        this.descriptors = descriptors;
        this.opened = opened;
    }

    void lend(Stdio stdio, boolean terminal) {
        int both = Flags.O_RDWR | Flags.O_NONBLOCK;
        lend(Descriptor.KEEP_STDIN, stdio.stdin(), both);
        lend(Descriptor.KEEP_STDOUT, Optional.of(stdio.stdout()), both);
        lend(Descriptor.KEEP_STDERR, stdio.stderr(), both);
        if (!terminal) {
            lend(Descriptor.STDIN, stdio.stdin(), Flags.O_RDONLY);
            lend(Descriptor.STDOUT, Optional.of(stdio.stdout()), Flags.O_WRONLY);
            lend(Descriptor.STDERR, stdio.stderr(), Flags.O_WRONLY);
        } else if (stdio.stdin().isEmpty()) {
            descriptors.put(Descriptor.KEEP_STDIN, opened.lendReadable("/dev/null"));
        }
    }

    private void lend(Descriptor descriptor, Optional<Path> fifo, int flags) {
        fifo.ifPresent(path -> descriptors.put(descriptor, opened.lend(path.toString(), flags)));
    }
}
